// Owns small sums about cues: a new one, moved borders, find and replace. Refuses what would overlap.
import type { Cue, Edit, TimeRange } from "../../ipc/bindings";

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

/** `find` replaced by `by` in every cue, as one edit of the cues from the first changed to the last. */
export function replaced(cues: Cue[], find: string, by: string): Extract<Edit, { edit: "replace-cues" }> | null {
  const old = find.normalize("NFC");
  const mend = (text: string) => text.normalize("NFC").split(old).join(by);
  const insert = cues.map((cue) => (cue.text.normalize("NFC").includes(old) ? { ...cue, text: mend(cue.text), words: cue.words.map((word) => ({ ...word, text: mend(word.text) })) } : cue));
  const first = insert.findIndex((cue, index) => cue !== cues[index]);
  const last = insert.findLastIndex((cue, index) => cue !== cues[index]);
  return first < 0 ? null : { edit: "replace-cues", at: first, remove: last - first + 1, insert: insert.slice(first, last + 1), act: "text" };
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

/** How often `find` stands in the cues. */
export const occurrences = (cues: Cue[], find: string): number =>
  find === "" ? 0 : cues.reduce((sum, cue) => sum + cue.text.normalize("NFC").split(find.normalize("NFC")).length - 1, 0);
