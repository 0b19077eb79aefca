// Owns what every room may use: the open draft, one queue of edits, the one long work, the way to other rooms.
// Refuses to draw anything.
import { createContext, useContext } from "react";
import type { DraftView, Edit, Finished, ProgressUpdate, Settings, Step } from "../ipc/bindings";
import type { Host, OnProgress } from "../ipc/host";

export type JobKind = "sample" | "captions" | "pauses" | "finish";

export interface Job {
  id: string;
  kind: JobKind;
  /** milliseconds since 1970 */
  started: number;
  update: ProgressUpdate | null;
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

export interface Work {
  job: Job | null;
  /** the kind of work that was stopped last, until another begins */
  stopped: JobKind | null;
  /** null when it failed or was stopped; the reason is shown already */
  work<T>(kind: JobKind, run: (job: string, onProgress: OnProgress) => Promise<T>): Promise<T | null>;
  stop(): void;
}

export interface Desk extends Work {
  host: Host;
  settings: Settings;
  view: DraftView;
  finished: Finished | null;
  /** Runs after all edits before it; null when refused, the reason is shown already. */
  act(change: () => Promise<DraftView | null>): Promise<DraftView | null>;
  edit(edit: Edit): Promise<DraftView | null>;
  finish(): Promise<void>;
  /** Asks for a clip and gives it to this draft. */
  attach(): Promise<DraftView | null>;
  go(step: Step, aim?: Aim): void;
  help(): void;
  rename(title: string): void;
  remove(): void;
  /** What the room was entered for, if anything. */
  aim: Aim | null;
  fail(thrown: unknown): void;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no draft is open");
  return desk;
}
