// Owns the name and the state of a cue in words. Refuses the limits: the program says what is too fast.
import { m } from "../paraglide/messages.js";
import type { Cue, CueState } from "../ipc/bindings";
import type { Level } from "../design/Say";
import { at } from "./amounts";

export function cueWords(state: CueState | undefined): { level: Level; text: string } {
  const n = String(state?.letters_per_second ?? 0);
  switch (state?.problem) {
    case "fast": return { level: "warn", text: m.cue_fast({ n }) };
    case "too-fast": return { level: "warn", text: m.cue_too_fast({ n }) };
    case "too-short": return { level: "warn", text: m.cue_too_short() };
    case "too-long": return { level: "warn", text: m.cue_too_long() };
    case "line-too-long": return { level: "warn", text: m.cue_line_too_long() };
    case "too-many-lines": return { level: "warn", text: m.cue_too_many_lines() };
    default: return { level: "good", text: m.cue_good() };
  }
}

export const isWeak = (state: CueState | undefined): boolean => state !== undefined && state.problem !== "none";

const speakerOf = (cue: Cue): string => (cue.speaker ? m.cue_by({ name: cue.speaker }) : "");

/** The name of a text field: which caption, when, by whom, and what is wrong with it. Its words are its value. */
export const fieldName = (cue: Cue, state: string, index: number, count: number): string =>
  m.cue_field_name({ n: String(index + 1), count: String(count), time: at(cue.start_us), by: speakerOf(cue), state });

/** The name of a row, its words included. */
export const rowName = (cue: Cue, state: string, index: number): string =>
  m.cue_row_name({ n: String(index + 1), time: m.from_to({ from: at(cue.start_us), to: at(cue.end_us) }), by: speakerOf(cue), text: cue.text.replace(/\s+/gu, " ").trim(), state });
