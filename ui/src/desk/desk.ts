// Owns what every room may use: the open draft, one queue of edits, the one long work, the way to other rooms.
// Refuses to draw anything.
import { createContext, useContext } from "react";
import type { DraftView, Edit, Finished, ProgressUpdate, Said, Settings, Step } from "../ipc/bindings";
import type { Host, OnProgress, OnSaid } from "../ipc/host";

export type JobKind = "sample" | "captions" | "translation" | "pauses" | "finish";

/** The film that a work is for. */
export interface JobFilm {
  id: string;
  title: string;
}

export interface Job {
  id: string;
  kind: JobKind;
  /** null while the work is for no film yet */
  film: JobFilm | null;
  /** milliseconds since 1970 */
  started: number;
  update: ProgressUpdate | null;
  /** what was heard so far, to be read while one waits */
  said: readonly Said[];
}

/** Words to show in another room: the text field gets the focus and the words are selected. */
export interface Aim {
  step: Step;
  /** id of the text field */
  field: string;
  start: number;
  end: number;
  /** where the film should stand */
  at_us?: number;
}

export type Run<T> = (job: string, onProgress: OnProgress, onSaid: OnSaid) => Promise<T>;

/** The one long work of the whole window, whichever film it is for. */
export interface Work {
  job: Job | null;
  /** the work that was stopped last, until another begins */
  stopped: Job | null;
  /** null when it failed or was stopped; the reason is shown already */
  work<T>(kind: JobKind, film: JobFilm | null, run: Run<T>): Promise<T | null>;
  stop(): void;
}

/** What was made of a film. */
export interface Done {
  film: JobFilm;
  finished: Finished;
  /** the draft as it was saved when the work began */
  saved_at_ms: number;
}

/** An edit, or how to make it of the newest view when its turn comes; null makes none. */
export type Change = Edit | ((view: DraftView) => Edit | null);

/** Saves what was typed; tells whether everything was taken. */
export type Flush = () => Promise<boolean>;

export interface Desk {
  host: Host;
  settings: Settings;
  /** Keeps what was chosen. */
  choose(chosen: Partial<Settings>): void;
  view: DraftView;
  /** The long work on this film. */
  job: Job | null;
  /** Some long work runs, perhaps on another film. */
  busy: boolean;
  /** The kind of work on this film that was stopped last. */
  stopped: JobKind | null;
  stop(): void;
  /** Long work that changes this film; gives its newest view, null when there is nothing to show here. */
  make(kind: JobKind, run: Run<unknown>): Promise<DraftView | null>;
  done: Done | null;
  /** Runs after all edits before it; null when refused, the reason is shown already. */
  act(change: () => Promise<DraftView | null>): Promise<DraftView | null>;
  edit(change: Change): Promise<DraftView | null>;
  /** Everything typed is saved, or was refused. */
  settle(): Promise<void>;
  finish(): Promise<void>;
  /** Asks for a clip and gives it to this draft. */
  attach(): Promise<DraftView | null>;
  /** Asks for a caption file and reads it into this draft. */
  importCaptions(): Promise<DraftView | null>;
  go(step: Step, aim?: Aim): void;
  help(): void;
  /** The page of speech models. */
  models(): void;
  rename(title: string): void;
  remove(): void;
  /** What the room was entered for, if anything. */
  aim: Aim | null;
  fail(thrown: unknown): void;
}

/** Text fields give their flush while they are shown; gives the way to take it back. Apart from the desk, which
 *  changes with every edit: a field is drawn again only for what it shows. */
export type Typing = (flush: Flush) => () => void;

export const TypingContext = createContext<Typing | null>(null);

export function useTyping(): Typing {
  const typing = useContext(TypingContext);
  if (!typing) throw new Error("nothing saves what is typed here");
  return typing;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no draft is open");
  return desk;
}
