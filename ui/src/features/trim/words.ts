// Owns what of the spoken words stays: by cue and by word. Refuses to change it.
import type { Cue, Part, TimeRange } from "../../ipc/bindings";
import { keptWithin } from "../../film/film";

export type Stays = "all" | "some" | "none";

/** Kept time of a range, 0 to 1. */
function keptShare(parts: Part[], range: TimeRange): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.end_us ?? 0) <= range.start_us) low = middle + 1;
    else high = middle;
  }
  let kept = 0;
  for (let n = low; n < parts.length; n++) {
    const part = parts[n];
    if (!part || part.start_us >= range.end_us) break;
    if (part.kept) kept += Math.min(part.end_us, range.end_us) - Math.max(part.start_us, range.start_us);
  }
  return kept / Math.max(1, range.end_us - range.start_us);
}

/** A word stays while most of it does. */
export const stays = (parts: Part[], range: TimeRange): boolean => keptShare(parts, range) > 0.5;

/** By its words where their times are known. */
export function cueStays(parts: Part[], cue: Cue): Stays {
  const said: TimeRange[] = cue.words.length > 0 ? cue.words : [cue];
  const kept = said.filter((one) => stays(parts, one)).length;
  return kept === said.length ? "all" : kept === 0 ? "none" : "some";
}

/** What to play so that a cut is heard in its place: some of what is kept before and after. */
export function inPlace(parts: Part[], range: TimeRange, around: number): TimeRange[] {
  return keptWithin({ start_us: range.start_us - around, end_us: range.end_us + around }, parts.filter((part) => part.kept));
}

/** The same as if the range were removed. */
export const without = (plan: TimeRange[], range: TimeRange): TimeRange[] =>
  plan.flatMap((one) => [{ ...one, end_us: Math.min(one.end_us, range.start_us) }, { ...one, start_us: Math.max(one.start_us, range.end_us) }]).filter((one) => one.end_us > one.start_us);
