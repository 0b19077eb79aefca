// Owns small sums about parts: what is said in one, what to play around a join. Refuses to change them.
import { keptWithin } from "../../film/film";
import type { Cue, Part, TimeRange } from "../../ipc/bindings";

const AROUND_US = 1_500_000;

const shared = (one: TimeRange, other: TimeRange): number => Math.min(one.end_us, other.end_us) - Math.max(one.start_us, other.start_us);

/** Texts of the cues that lie mostly inside the part. */
export function saidIn(cues: Cue[], part: TimeRange): string {
  return cues
    .filter((cue) => shared(cue, part) > Math.min(cue.end_us - cue.start_us, part.end_us - part.start_us) / 2)
    .map((cue) => cue.text.replace(/\s+/gu, " ").trim())
    .filter((text) => text !== "")
    .join(" ");
}

/** The same for every part, in one walk: both lists are in order. */
export function saidInEach(cues: Cue[], parts: Part[]): string[] {
  let from = 0;
  return parts.map((part) => {
    while (from < cues.length && (cues[from]?.end_us ?? 0) <= part.start_us) from += 1;
    let to = from;
    while (to < cues.length && (cues[to]?.start_us ?? 0) < part.end_us) to += 1;
    return saidIn(cues.slice(from, to), part);
  });
}

/** From 1.5 s before the part to 1.5 s after it (or around its beginning when it stays), without what is removed. */
export function around(parts: Part[], index: number): TimeRange[] {
  const part = parts[index];
  if (!part) return [];
  const kept = parts.filter((one) => one.kept);
  if (!part.kept) {
    const before = kept.findLast((one) => one.end_us <= part.start_us);
    const after = kept.find((one) => one.start_us >= part.end_us);
    const plan: TimeRange[] = [];
    if (before) plan.push({ start_us: Math.max(before.start_us, before.end_us - AROUND_US), end_us: before.end_us });
    if (after) plan.push({ start_us: after.start_us, end_us: Math.min(after.end_us, after.start_us + AROUND_US) });
    return plan;
  }
  const before = kept.findLast((one) => one.end_us <= part.start_us);
  const lead = before ? [{ start_us: Math.max(before.start_us, before.end_us - AROUND_US), end_us: before.end_us }] : [];
  return [...lead, ...keptWithin({ start_us: part.start_us, end_us: part.start_us + AROUND_US }, kept)];
}
