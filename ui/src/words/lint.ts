// Owns what a look at the captions found, in words: the finding, its level, what mends it, what is offered instead,
// why a line went. Refuses to find anything.
import { m } from "../paraglide/messages.js";
import type { Level } from "../design/Say";
import type { CueFinding, CueOffer, FixKind, LintCode, LintLevel, Reading, RemovalReason } from "../ipc/bindings";
import { tag } from "./language";

interface Measured {
  value: string;
  limit: string;
  text: string;
}

const sentences: Record<LintCode, (measured: Measured) => string> = {
  "too-fast": m.lint_too_fast,
  fast: m.lint_fast,
  "too-short": m.lint_too_short,
  "too-long": m.lint_too_long,
  "line-too-long": m.lint_line_too_long,
  "too-many-lines": m.lint_too_many_lines,
  empty: m.lint_empty,
  "after-end": m.lint_after_end,
  "gap-too-small": m.lint_gap_too_small,
  "gap-flickers": m.lint_gap_flickers,
  "line-splits-word": m.lint_line_splits_word,
  "cue-splits-word": m.lint_cue_splits_word,
  early: m.lint_early,
  late: m.lint_late,
  "in-silence": m.lint_in_silence,
  "loose-marks": m.lint_loose_marks,
  "speaker-dash": m.lint_speaker_dash,
  "runs-on": m.lint_runs_on,
  "acronym-stops": m.lint_acronym_stops,
};

const short = (value: number | null): string => (value === null ? "" : new Intl.NumberFormat(tag(), { maximumFractionDigits: 2 }).format(value));

export const findingWords = ({ code, value, limit, text }: CueFinding): string => sentences[code]({ value: short(value), limit: short(limit), text: text.replace(/\s+/gu, " ") });

export const lintLevel = (level: LintLevel): Level => (level === "advice" ? "note" : "warn");

export const lintLevelName = (level: LintLevel): string => ({ hard: m.lint_level_hard, should: m.lint_level_should, advice: m.lint_level_advice })[level]();

const fixes: Record<FixKind, () => string> = {
  extend: m.lint_fix_extend,
  shorten: m.lint_fix_shorten,
  wrap: m.lint_fix_wrap,
  split: m.lint_fix_split,
  merge: m.lint_fix_merge,
  "move-word": m.lint_fix_move_word,
  sync: m.lint_fix_sync,
  remove: m.lint_fix_remove,
  respell: m.lint_fix_respell,
};

/** As the words of a button. */
export function fixName(kind: FixKind): string {
  const [first = "", ...rest] = fixes[kind]();
  return first.toLocaleUpperCase(tag()) + rest.join("");
}

export const offerWords = ({ text, replacement }: Pick<CueOffer, "text" | "replacement">): string =>
  replacement === "" ? m.offer_without({ text }) : m.offer_instead({ text, replacement });

export const offerWhy = ({ reason }: CueOffer): string => ({ price: m.offer_why_number, number: m.offer_why_number, phone: m.offer_why_phone, shorter: m.offer_why_shorter })[reason]();

export const removalWhy = (reason: RemovalReason): string =>
  ({ voiceless: m.removed_voiceless, phantom: m.removed_phantom, loop: m.removed_loop, rushed: m.removed_rushed, sound: m.removed_sound })[reason]();

export const readingName = (reading: Reading | null): string => (reading === null ? m.reading_shape : { vertical: m.reading_vertical, wide: m.reading_wide, easy: m.reading_easy }[reading])();
