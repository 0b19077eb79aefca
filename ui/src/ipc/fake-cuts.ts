// Owns how the stand-in changes parts: like the program's cut list. Refuses the rest of the draft.
import type { Cue, Draft, Filler, Part, TimeRange } from "./bindings";

export const refused = () => ({ code: "refused-edit" as const, params: {}, details: "the stand-in refused" });

export function splitFake(parts: Part[], index: number, at: number): Part[] {
  const part = parts[index];
  if (!part || at <= part.start_us || at >= part.end_us) throw refused();
  const halves: Part[] = [{ ...part, end_us: at, origin: "hand" }, { ...part, start_us: at, origin: "hand" }];
  return [...parts.slice(0, index), ...halves, ...parts.slice(index + 1)];
}

/** Parts are split at the ends of the range; it joins what beside it is in the same state. */
export function rangeFake(parts: Part[], range: TimeRange, kept: boolean): Part[] {
  const end = Math.min(range.end_us, parts.at(-1)?.end_us ?? 0);
  if (end <= range.start_us) throw refused();
  const before = parts.filter((part) => part.start_us < range.start_us).map((part) => ({ ...part, end_us: Math.min(part.end_us, range.start_us) }));
  const after = parts.filter((part) => part.end_us > end).map((part) => ({ ...part, start_us: Math.max(part.start_us, end) }));
  const made: Part = { start_us: range.start_us, end_us: end, kept, origin: kept ? "sound" : "hand" };
  const [left, right] = [before.at(-1), after[0]];
  if (left?.kept === kept) made.start_us = before.pop()?.start_us ?? made.start_us;
  if (right?.kept === kept) made.end_us = after.shift()?.end_us ?? made.end_us;
  return [...before, made, ...after];
}

/** Words up to the middle of the silence beside them. */
export function textRangeFake(cues: Cue[], cue: number, from: number, to: number): TimeRange {
  const words = cues[cue]?.words ?? [];
  const [first, last] = to === 0 ? [words[0], words.at(-1)] : [words[from], words[to - 1]];
  if (!first || !last || last.end_us <= first.start_us) throw refused();
  const all = cues.flatMap((one) => one.words);
  const before = all.filter((word) => word.end_us <= first.start_us).at(-1)?.end_us ?? 0;
  const after = all.find((word) => word.start_us >= last.end_us)?.start_us ?? last.end_us;
  return { start_us: Math.round((before + first.start_us) / 2), end_us: Math.round((last.end_us + after) / 2) };
}

/** Three that were never said, for looking at the list: two plain ones and one that could mean something. */
export function someFillersFake(draft: Draft): Filler[] {
  const filler = (from: number, to: number, text: string, cue: number, sure: boolean): Filler => ({ start_us: from * 1_000_000, end_us: to * 1_000_000, text, cue, sure });
  const all = [filler(3.2, 3.6, "ờ", 1, true), filler(12.0, 12.4, "ừm", 4, true), filler(25.0, 25.4, "thì", 8, false)];
  return all.filter((one) => draft.cuts.parts.some((part) => part.kept && part.start_us <= one.start_us && one.end_us <= part.end_us));
}

/** Only the plainest sounds, and no meaning. */
export function fillersFake(draft: Draft): Filler[] {
  const stays = (word: TimeRange) => draft.cuts.parts.some((part) => part.kept && part.start_us <= word.start_us && word.end_us <= part.end_us);
  return draft.captions.cues.flatMap((cue, number) =>
    cue.words
      .filter((word) => /^(ờ|ừm|ờm)[,.…]*$/iu.test(word.text) && stays(word))
      .map(({ start_us, end_us, text }) => ({ start_us, end_us, text, cue: number, sure: true })),
  );
}
