// Owns the name of what undo takes back: "sửa câu 3". Refuses the button itself.
import { m } from "../paraglide/messages.js";
import type { EditLabel } from "../ipc/bindings";

export function editName({ act, number }: EditLabel): string {
  const n = number === null ? "" : String(number);
  switch (act) {
    case "title": return m.edit_title();
    case "target": return m.edit_target();
    case "look": return m.edit_look();
    case "clip": return m.edit_clip();
    case "script": return number === null ? m.edit_script() : m.edit_scene({ n });
    case "post": return m.edit_post();
    case "captions": return m.edit_captions();
    case "cue-text": return m.edit_cue_text({ n });
    case "cue-time": return m.edit_cue_time({ n });
    case "cue-split": return m.edit_cue_split({ n });
    case "cue-merge": return m.edit_cue_merge({ n });
    case "cue-delete": return m.edit_cue_delete({ n });
    case "cue-insert": return m.edit_cue_insert({ n });
    case "cue-speaker": return m.edit_cue_speaker({ n });
    case "cues-replace": return m.edit_cues_replace();
    case "cues-shift": return number === null ? m.edit_cues_shift() : m.edit_cues_shift_from({ n });
    case "suggestion": return m.edit_suggestion();
    case "part-keep": return m.edit_part_keep({ n }).trim();
    case "part-remove": return m.edit_part_remove({ n }).trim();
    case "part-border": return number === null ? m.edit_film_edge() : m.edit_part_border({ n });
    case "part-split": return m.edit_part_split({ n });
    case "words-keep": return m.edit_words_keep();
    case "words-remove": return m.edit_words_remove();
    case "filler-remove": return m.edit_filler_remove();
    case "pauses": return m.edit_pauses();
    case "retake-remove": return m.edit_retake_remove();
    case "line-restore": return m.edit_line_restore();
    case "spoken-take": return m.edit_spoken_take();
    case "note-dismiss": return m.edit_note_dismiss();
    case "reflow": return m.edit_reflow();
    case "translate": return m.edit_translate();
    case "translation-text": return number === null ? m.edit_translate() : m.edit_translation_text({ n });
    case "translation-confirm": return number === null ? m.edit_translation_confirm_all() : m.edit_translation_confirm({ n });
    case "translation-remove": return m.edit_translation_remove();
    case "answer": return m.edit_answer();
    case "waiver": return m.edit_waiver();
  }
}
