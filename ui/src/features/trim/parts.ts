// Owns small sums about parts: what is said in one, what to play around a join. Refuses to change them.
import { keptWithin } from "../../film/film";
import type { Cue, Part, TimeRange } from "../../ipc/bindings";

const AROUND_US = 1_500_000;

/** Texts of the cues that lie mostly inside the part. */
export function saidIn(cues: Cue[], part: TimeRange): string {
  return cues
    .filter((cue) => {
      const shared = Math.min(cue.end_us, part.end_us) - Math.max(cue.start_us, part.start_us);
      return shared > Math.min(cue.end_us - cue.start_us, part.end_us - part.start_us) / 2;
    })
    .map((cue) => cue.text.replace(/\s+/gu, " ").trim())
    .filter((text) => text !== "")
    .join(" ");
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
