// Owns the table of keys: one row for each, with its words. Refuses single letters, so that
// dictation and input methods never set one off; refuses to know what the acts do.
import { m } from "../paraglide/messages.js";
import { inTextField } from "../design/focus";
import { type Step } from "../ipc/bindings";
import { stepName, steps } from "../words/steps";

export type PartKey =
  | "part-start" | "part-end" | "start-earlier" | "start-later" | "end-earlier" | "end-later" | "nudge-step"
  | "part-split" | "part-toggle" | "part-hear" | "part-join" | "part-back" | "part-next";
export type KeyAct = "region-next" | "region-back" | "undo" | "redo" | "play" | "cue-back" | "cue-next" | "help" | `step-${Step}` | PartKey;

interface Key {
  act: KeyAct;
  /** as event.code, or event.key for named keys */
  code: string;
  alt?: boolean;
  ctrl?: boolean;
  shift?: boolean;
  /** left to the text field while typing */
  notTyping?: boolean;
  /** only where parts are: shown apart in Help */
  trim?: boolean;
  shown: () => string;
  words: () => string;
}

const stepKeys: Key[] = steps.map((step, n) => ({
  act: `step-${step}` as const,
  code: `Digit${n + 1}`,
  alt: true,
  shown: () => `Alt + ${n + 1}`,
  words: () => m.key_step({ name: stepName(step) }),
}));

/** Keys of the trim room, as editors by ear have them. Some input methods make letters of the brackets,
 *  so setting a border has a second key with Alt. */
const partKeys: Key[] = (
  [
    { act: "part-start", code: "BracketLeft", shown: () => "[", words: () => m.key_part_start() },
    { act: "part-end", code: "BracketRight", shown: () => "]", words: () => m.key_part_end() },
    { act: "part-start", code: "KeyI", alt: true, shown: () => "Alt + I", words: () => m.key_part_start() },
    { act: "part-end", code: "KeyO", alt: true, shown: () => "Alt + O", words: () => m.key_part_end() },
    { act: "start-earlier", code: "BracketLeft", alt: true, shown: () => "Alt + [", words: () => m.key_start_earlier() },
    { act: "start-later", code: "BracketRight", alt: true, shown: () => "Alt + ]", words: () => m.key_start_later() },
    { act: "end-earlier", code: "BracketLeft", alt: true, shift: true, shown: () => "Alt + Shift + [", words: () => m.key_end_earlier() },
    { act: "end-later", code: "BracketRight", alt: true, shift: true, shown: () => "Alt + Shift + ]", words: () => m.key_end_later() },
    { act: "nudge-step", code: "Backslash", alt: true, shown: () => "Alt + \\", words: () => m.key_nudge_step() },
    { act: "part-split", code: "KeyS", alt: true, shown: () => "Alt + S", words: () => m.key_part_split() },
    { act: "part-toggle", code: "Delete", shown: () => "Delete", words: () => m.key_part_toggle() },
    { act: "part-hear", code: "KeyH", alt: true, shown: () => "Alt + H", words: () => m.key_part_hear() },
    { act: "part-join", code: "KeyJ", alt: true, shown: () => "Alt + J", words: () => m.key_part_join() },
    { act: "part-back", code: "PageUp", alt: true, shown: () => "Alt + Page Up", words: () => m.key_part_back() },
    { act: "part-next", code: "PageDown", alt: true, shown: () => "Alt + Page Down", words: () => m.key_part_next() },
  ] as const satisfies Key[]
).map((key) => ({ ...key, trim: true, notTyping: true }));

export const keys: readonly Key[] = [
  { act: "region-next", code: "F6", shown: () => "F6", words: () => m.key_region_next() },
  { act: "region-back", code: "F6", shift: true, shown: () => "Shift + F6", words: () => m.key_region_back() },
  ...stepKeys,
  { act: "play", code: "KeyP", alt: true, shown: () => "Alt + P", words: () => m.key_play() },
  { act: "cue-back", code: "ArrowUp", alt: true, shown: () => "Alt + ↑", words: () => m.key_cue_back() },
  { act: "cue-next", code: "ArrowDown", alt: true, shown: () => "Alt + ↓", words: () => m.key_cue_next() },
  { act: "undo", code: "KeyZ", ctrl: true, notTyping: true, shown: () => "Ctrl + Z", words: () => m.key_undo() },
  { act: "redo", code: "KeyY", ctrl: true, notTyping: true, shown: () => "Ctrl + Y", words: () => m.key_redo() },
  { act: "redo", code: "KeyZ", ctrl: true, shift: true, notTyping: true, shown: () => "Ctrl + Shift + Z", words: () => m.key_redo() },
  { act: "help", code: "F1", shown: () => "F1", words: () => m.key_help() },
  ...partKeys,
];

/** The act of a key press, or null. */
export function keyAct(event: KeyboardEvent): KeyAct | null {
  if (event.isComposing || event.metaKey || event.repeat) return null;
  const typing = inTextField(event.target);
  const key = keys.find(
    (one) =>
      one.code === event.code &&
      (one.alt ?? false) === event.altKey &&
      (one.ctrl ?? false) === event.ctrlKey &&
      (one.shift ?? false) === event.shiftKey &&
      !(one.notTyping && typing),
  );
  return key?.act ?? null;
}

export interface KeyRow {
  shown: string;
  words: string;
  trim: boolean;
}

/** The table for Help; Space and arrows are the browser's own. */
export const keyRows = (): KeyRow[] => keys.map((key) => ({ shown: key.shown(), words: key.words(), trim: key.trim ?? false }));
