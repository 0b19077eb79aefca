// Owns the state of a cue in words. Refuses the limits: the program says what is too fast.
import { m } from "../paraglide/messages.js";
import type { CueState } from "../ipc/bindings";
import type { Level } from "../design/Say";

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
