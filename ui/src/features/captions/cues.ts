// Owns small sums about cues: a new one, one that comes back, moved borders. Refuses what would overlap.
import type { Side } from "../../film/frames";
import type { Cue, TimeRange } from "../../ipc/bindings";

const LENGTH_US = 2_000_000;
const LEAST_US = 300_000;

/** A new empty cue at `from`, as long as there is room; null without room. */
export function newCue(from: number, end: number, others: Cue[]): Cue | null {
  const inside = others.find((cue) => from >= cue.start_us && from < cue.end_us);
  const start = inside ? inside.end_us : from;
  const next = others.find((cue) => cue.start_us >= start);
  const stop = Math.min(end, next?.start_us ?? end, start + LENGTH_US);
  return stop - start < LEAST_US ? null : { start_us: start, end_us: stop, text: "", words: [], from: "hand" };
}

/** The room a cue has between its neighbours. */
export function roomOf(cues: Cue[], index: number, end: number): TimeRange {
  return { start_us: cues[index - 1]?.end_us ?? 0, end_us: cues[index + 1]?.start_us ?? end };
}

/** The cue's range with changes, kept inside its room; null when nothing would be left. */
export function rangeWithin(room: TimeRange, start: number, end: number): TimeRange | null {
  const range = { start_us: Math.max(room.start_us, Math.round(start)), end_us: Math.min(room.end_us, Math.round(end)) };
  return range.end_us - range.start_us < LEAST_US ? null : range;
}

/** The cue's range moved as far as `by` and its room allow; null when it cannot move. */
export function shiftWithin(room: TimeRange, cue: TimeRange, by: number): TimeRange | null {
  const free = by < 0 ? Math.max(by, room.start_us - cue.start_us) : Math.min(by, room.end_us - cue.end_us);
  return free * by > 0 ? { start_us: cue.start_us + free, end_us: cue.end_us + free } : null;
}

/** One end of the cue where it is wanted, as far as its room goes; null when too little would be left. */
export const endMoved = (room: TimeRange, cue: TimeRange, side: Side, us: number): TimeRange | null =>
  side === "start" ? rangeWithin(room, us, cue.end_us) : rangeWithin(room, cue.start_us, us);

/** A removed cue where it stood, or what the cues there now leave of its time; null without room. */
export function back(cues: Cue[], cue: Cue, end: number): { at: number; cue: Cue } | null {
  const at = cues.filter((other) => other.start_us < cue.start_us).length;
  const room = { start_us: cues[at - 1]?.end_us ?? 0, end_us: cues[at]?.start_us ?? end };
  const range = rangeWithin(room, cue.start_us, cue.end_us);
  if (!range) return null;
  const whole = range.start_us === cue.start_us && range.end_us === cue.end_us;
  return { at, cue: { ...cue, ...range, words: whole ? cue.words : [] } };
}

/** How far the cues from one on may be shifted: to the cue before them or the beginning, and to the film's end. */
export function shiftRoom(cues: Cue[], from: number, end: number): { least: number; most: number } {
  const first = cues[from];
  const last = cues.at(-1);
  if (!first || !last) return { least: 0, most: 0 };
  return { least: (cues[from - 1]?.end_us ?? 0) - first.start_us, most: Math.max(0, end - last.end_us) };
}

/** Where a text is best cut in two: at the caret when it stands inside, else at the space nearest the middle. */
export function splitAt(text: string, caret: number): number {
  const before = text.slice(0, caret).trim();
  const after = text.slice(caret).trim();
  if (before !== "" && after !== "") return caret;
  const middle = text.length / 2;
  const spaces = [...text.matchAll(/\s/gu)].map((found) => found.index);
  const best = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  return best === undefined ? Math.floor(middle) : best + 1;
}

/** The program counts letters, the web view counts UTF-16 units. */
export const letters = (text: string, units: number): number => [...text.slice(0, units)].length;
