// Owns the table of what keys can do: one row for each act, with its usual keys and its words. Refuses to know what
// the acts do, and single letters: dictation and input methods must never set one off.
import { type Chord, chordOf, isTyped, refusedChord } from "../design/chord";
import { inTextField } from "../design/focus";
import type { CueKey, PartKey } from "../desk/keyNames";
import type { Settings, Step } from "../ipc/bindings";
import { m } from "../paraglide/messages.js";
import { stepName, steps } from "../words/steps";

export type KeyAct = "region-next" | "region-back" | "undo" | "redo" | "play" | "cue-back" | "cue-next" | "help" | `step-${Step}` | PartKey | CueKey;

/** Where a key acts: everywhere, or only in one room. */
export type KeyRoom = "all" | "captions" | "trim";

interface Row {
  act: KeyAct;
  room: KeyRoom;
  usual: readonly Chord[];
  /** left to the text field while typing, whatever the key */
  notTyping?: boolean;
  words: () => string;
}

const everywhere: Omit<Row, "room">[] = [
  { act: "region-next", usual: ["F6"], words: m.key_region_next },
  { act: "region-back", usual: ["Shift+F6"], words: m.key_region_back },
  ...steps.map((step, n) => ({ act: `step-${step}` as const, usual: [`Alt+Digit${n + 1}`], words: () => m.key_step({ name: stepName(step) }) })),
  { act: "play", usual: ["Alt+KeyP"], words: m.key_play },
  { act: "cue-back", usual: ["Alt+ArrowUp"], words: m.key_cue_back },
  { act: "cue-next", usual: ["Alt+ArrowDown"], words: m.key_cue_next },
  { act: "undo", usual: ["Ctrl+KeyZ", "Alt+KeyZ"], words: m.key_undo },
  { act: "redo", usual: ["Ctrl+KeyY", "Ctrl+Shift+KeyZ", "Alt+Shift+KeyZ"], words: m.key_redo },
  { act: "help", usual: ["F1"], words: m.key_help },
];

/** Keys of the captions room work while typing: whoever is there stands in a text field. */
const ofCues: Omit<Row, "room">[] = [
  { act: "cue-hear", usual: ["Alt+KeyH"], words: m.key_cue_hear },
  { act: "cue-play-on", usual: ["Alt+Shift+KeyP"], words: m.key_cue_play_on },
  { act: "cue-tell", usual: ["Alt+KeyQ"], words: m.key_cue_tell },
  { act: "cue-first", usual: ["Alt+Home"], words: m.key_cue_first },
  { act: "cue-last", usual: ["Alt+End"], words: m.key_cue_last },
  { act: "weak-next", usual: ["F8"], words: m.key_weak_next },
  { act: "weak-back", usual: ["Shift+F8"], words: m.key_weak_back },
  { act: "cue-start", usual: ["Alt+KeyI", "BracketLeft"], words: m.key_cue_start },
  { act: "cue-end", usual: ["Alt+KeyO", "BracketRight"], words: m.key_cue_end },
  { act: "cue-start-earlier", usual: ["Alt+BracketLeft"], words: m.key_cue_start_earlier },
  { act: "cue-start-later", usual: ["Alt+BracketRight"], words: m.key_cue_start_later },
  { act: "cue-end-earlier", usual: ["Alt+Shift+BracketLeft"], words: m.key_cue_end_earlier },
  { act: "cue-end-later", usual: ["Alt+Shift+BracketRight"], words: m.key_cue_end_later },
  { act: "cue-earlier", usual: ["Alt+Comma"], words: m.key_cue_earlier },
  { act: "cue-later", usual: ["Alt+Period"], words: m.key_cue_later },
  { act: "cue-step", usual: ["Alt+Backslash"], words: m.key_nudge_step },
  { act: "cue-split", usual: ["Alt+KeyS"], words: m.key_cue_split },
  { act: "cue-merge", usual: ["Alt+KeyM"], words: m.key_cue_merge },
  { act: "cue-merge-back", usual: ["Alt+Shift+KeyM"], words: m.key_cue_merge_back },
  { act: "cue-insert", usual: ["Alt+Enter"], words: m.key_cue_insert },
  { act: "cue-delete", usual: ["Alt+Delete"], words: m.key_cue_delete },
  { act: "cue-restore", usual: ["Alt+Shift+Delete"], words: m.key_cue_restore },
  { act: "cue-speaker", usual: ["Alt+KeyN"], words: m.key_cue_speaker },
  { act: "cues-shift", usual: ["Alt+KeyT"], words: m.key_cues_shift },
  { act: "cues-find", usual: ["Ctrl+KeyF"], words: m.key_cues_find },
  { act: "cues-words", usual: ["Alt+KeyD"], words: m.key_cues_words },
  { act: "cues-heard", usual: ["Alt+KeyK"], words: m.key_cues_heard },
  { act: "cue-mend", usual: ["Alt+KeyU"], words: m.key_cue_mend },
  { act: "cue-offer", usual: ["Alt+KeyG"], words: m.key_cue_offer },
  { act: "note-spoken", usual: ["Alt+KeyW"], words: m.key_note_spoken },
  { act: "note-leave", usual: ["Alt+KeyE"], words: m.key_note_leave },
  { act: "cues-advice", usual: ["Alt+KeyL"], words: m.key_cues_advice },
  { act: "cues-removed", usual: ["Alt+Shift+KeyL"], words: m.key_cues_removed },
  { act: "cues-flow", usual: ["Alt+KeyR"], words: m.key_cues_flow },
  { act: "cues-english", usual: ["Alt+KeyY"], words: m.english_title },
  { act: "cue-confirm", usual: ["Alt+KeyC"], words: m.key_cue_confirm },
  { act: "cues-export", usual: ["Alt+Shift+KeyS"], words: m.export_title },
];

/** As editors by ear have them. Some input methods make letters of the brackets, so setting a border has a second
 *  key with Alt. */
const ofParts: Omit<Row, "room">[] = [
  { act: "part-start", usual: ["BracketLeft", "Alt+KeyI"], words: m.key_part_start },
  { act: "part-end", usual: ["BracketRight", "Alt+KeyO"], words: m.key_part_end },
  { act: "start-earlier", usual: ["Alt+BracketLeft"], words: m.key_start_earlier },
  { act: "start-later", usual: ["Alt+BracketRight"], words: m.key_start_later },
  { act: "end-earlier", usual: ["Alt+Shift+BracketLeft"], words: m.key_end_earlier },
  { act: "end-later", usual: ["Alt+Shift+BracketRight"], words: m.key_end_later },
  { act: "nudge-step", usual: ["Alt+Backslash"], words: m.key_nudge_step },
  { act: "part-split", usual: ["Alt+KeyS"], words: m.key_part_split },
  { act: "part-toggle", usual: ["Delete"], words: m.key_part_toggle },
  { act: "part-hear", usual: ["Alt+KeyH"], words: m.key_part_hear },
  { act: "part-join", usual: ["Alt+KeyJ"], words: m.key_part_join },
  { act: "part-back", usual: ["Alt+PageUp"], words: m.key_part_back },
  { act: "part-next", usual: ["Alt+PageDown"], words: m.key_part_next },
];

export const keys: readonly Row[] = [
  ...everywhere.map((row) => ({ ...row, room: "all" as const })),
  ...ofCues.map((row) => ({ ...row, room: "captions" as const })),
  ...ofParts.map((row) => ({ ...row, room: "trim" as const, notTyping: true })),
];

export type Chosen = Settings["keys"];

/** The keys of an act: those that were chosen for it, or its usual ones. What cannot be a key is left out. */
export const chordsOf = (row: Row, chosen: Chosen): readonly Chord[] => chosen?.[row.act]?.filter((one) => refusedChord(one) === null) ?? row.usual;

/** The act of a key press in a room, or null. */
export function keyAct(event: KeyboardEvent, room: KeyRoom, chosen: Chosen): KeyAct | null {
  if (event.isComposing || event.metaKey || event.repeat) return null;
  const pressed = chordOf(event);
  const typing = inTextField(event.target);
  if (typing && isTyped(pressed)) return null;
  const here = (row: Row) => (row.room === "all" || row.room === room) && !(row.notTyping && typing);
  return keys.find((row) => here(row) && chordsOf(row, chosen).includes(pressed))?.act ?? null;
}

export interface KeyRow {
  act: string;
  room: KeyRoom;
  words: string;
  chords: readonly Chord[];
  usual: readonly Chord[];
}

/** The table for Help; Space, Tab and arrows are the browser's own. */
export const keyRows = (chosen: Chosen): KeyRow[] => keys.map((row) => ({ act: row.act, room: row.room, words: row.words(), chords: chordsOf(row, chosen), usual: row.usual }));
