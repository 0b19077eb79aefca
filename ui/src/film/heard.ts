// Owns when a sound tells that a caption comes or goes: by the time of the film, a little ahead, so that the sound
// is there in time. Refuses the sounds themselves, and to tell of what the film has not reached yet.
import type { TimeRange } from "../ipc/bindings";

export interface HeardCue extends TimeRange {
  text: string;
}

export interface Sounds {
  /** Sounds after so many seconds; gives the way to take it back. */
  tone(kind: "start" | "end", after: number): () => void;
  /** Speaks the words of a caption; what is being spoken ends. */
  words(text: string): void;
  quiet(): void;
}

const AHEAD_US = 150_000;
/** A caption that began so shortly before the place where playing begins is told still. */
const LATE_US = 60_000;
/** A longer step than this is a jump: frames are never so far apart. */
const JUMP_US = 400_000;
/** Clocks of films go back a little at times. */
const BACK_US = 30_000;

interface Edge {
  at: number;
  kind: "start" | "end";
  cue: HeardCue;
}

/** Edges in (from, to], by time. */
export function edgesBetween(cues: readonly HeardCue[], from: number, to: number): Edge[] {
  const inside = (at: number) => at > from && at <= to;
  const edges: Edge[] = [];
  for (const cue of cues) {
    if (cue.start_us > to) break;
    if (inside(cue.start_us)) edges.push({ at: cue.start_us, kind: "start", cue });
    if (inside(cue.end_us)) edges.push({ at: cue.end_us, kind: "end", cue });
  }
  return edges.sort((one, other) => one.at - other.at);
}

export class Heard {
  #sounds: Sounds;
  #last: number | null = null;
  /** where playing began or jumped to, until the film moves from there */
  #began: number | null = null;
  /** told up to here */
  #until = 0;
  #coming: { at: number; cancel: () => void }[] = [];
  #words: { at: number; text: string }[] = [];

  constructor(sounds: Sounds) {
    this.#sounds = sounds;
  }

  /** To be called for every frame while the film plays, and once when it stops. */
  step(now: number, playing: boolean, cues: readonly HeardCue[], what: { tones: boolean; words: boolean }): void {
    if (!playing) {
      this.#drop(this.#last !== null && (now < this.#last || now - this.#last > JUMP_US) ? this.#last : now);
      this.#last = null;
      return;
    }
    if (this.#last === null || now < this.#last - BACK_US || now - this.#last > JUMP_US) {
      this.#drop(this.#last ?? now);
      this.#began = now;
    }
    this.#last = now;
    if (this.#began !== null) {
      // The picture may still be on its way there.
      if (now === this.#began) return;
      this.#until = this.#began - LATE_US;
    }
    const to = now + AHEAD_US;
    for (const { at, kind, cue } of edgesBetween(cues, this.#until, to)) {
      if (kind === "end" && this.#began !== null && at <= this.#began) continue;
      if (what.tones) this.#coming.push({ at, cancel: this.#sounds.tone(kind, Math.max(0, (at - now) / 1e6)) });
      if (what.words && kind === "start" && cue.text.trim() !== "") this.#words.push({ at, text: cue.text.replace(/\s+/gu, " ").trim() });
    }
    this.#until = to;
    this.#began = null;
    this.#coming = this.#coming.filter((one) => one.at > now - JUMP_US);
    const due = this.#words.filter((one) => one.at <= now);
    this.#words = this.#words.filter((one) => one.at > now);
    const text = due.at(-1)?.text;
    if (text !== undefined) this.#sounds.words(text);
  }

  /** What was to sound later than the film came is taken back. */
  #drop(came: number): void {
    for (const one of this.#coming) if (one.at > came + LATE_US / 2) one.cancel();
    this.#coming = [];
    this.#words = [];
  }
}
