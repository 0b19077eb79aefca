// Owns the sentence and the hint for every error code. Refuses to read the text of an error.
import { m } from "../paraglide/messages.js";
import type { Code, ErrorView } from "../ipc/bindings";
import { size } from "./amounts";

type Params = { path: string; bytes: string; what: string; needs: string; free: string };
type Message = (params: Params) => string;

const sentences: Record<Code, [Message, Message]> = {
  "not-found": [m.error_not_found, m.error_not_found_hint],
  "empty-file": [m.error_empty_file, m.error_empty_file_hint],
  "not-media": [m.error_not_media, m.error_not_media_hint],
  truncated: [m.error_truncated, m.error_truncated_hint],
  "no-video": [m.error_no_video, m.error_no_video_hint],
  "no-audio": [m.error_no_audio, m.error_no_audio_hint],
  "nothing-kept": [m.error_nothing_kept, m.error_nothing_kept_hint],
  unreadable: [m.error_unreadable, m.error_unreadable_hint],
  "read-only": [m.error_read_only, m.error_read_only_hint],
  "disk-full": [m.error_disk_full, m.error_disk_full_hint],
  exists: [m.error_exists, m.error_exists_hint],
  "needs-model": [m.error_needs_model, m.error_needs_model_hint],
  "bad-model": [m.error_bad_model, m.error_bad_model_hint],
  "test-model": [m.error_test_model, m.error_test_model_hint],
  "bad-captions": [m.error_bad_captions, m.error_bad_captions_hint],
  "bad-input": [m.error_bad_input, m.error_bad_input_hint],
  "bad-argument": [m.error_bad_argument, m.error_bad_argument_hint],
  "empty-script": [m.error_empty_script, m.error_empty_script_hint],
  "nothing-to-undo": [m.error_nothing_to_undo, m.error_nothing_to_undo_hint],
  "refused-edit": [m.error_refused_edit, m.error_refused_edit_hint],
  "clip-missing": [m.error_clip_missing, m.error_clip_missing_hint],
  "no-memory": [m.error_no_memory, m.error_no_memory_hint],
  "missing-codec": [m.error_missing_codec, m.error_missing_codec_hint],
  "child-died": [m.error_child_died, m.error_child_died_hint],
  cancelled: [m.error_cancelled, m.error_cancelled_hint],
  "newer-database": [m.error_newer_database, m.error_newer_database_hint],
  "rules-unsigned": [m.error_rules_unsigned, m.error_rules_unsigned_hint],
  "rules-older": [m.error_rules_older, m.error_rules_older_hint],
  "rules-broken": [m.error_rules_broken, m.error_rules_broken_hint],
  "needs-address": [m.error_needs_address, m.error_needs_address_hint],
  "bad-address": [m.error_bad_address, m.error_bad_address_hint],
  "rules-gone": [m.error_rules_gone, m.error_rules_gone_hint],
  "rules-no-line": [m.error_rules_no_line, m.error_rules_no_line_hint],
  "rules-page": [m.error_rules_page, m.error_rules_page_hint],
  "bad-rules": [m.error_bad_rules, m.error_bad_rules_hint],
  busy: [m.error_busy, m.error_busy_hint],
  "bad-checkpoint": [m.error_bad_checkpoint, m.error_bad_checkpoint_hint],
  "old-processor": [m.error_old_processor, m.error_old_processor_hint],
  "model-memory": [m.error_model_memory, m.error_model_memory_hint],
  "no-line": [m.error_no_line, m.error_no_line_hint],
  "file-gone": [m.error_file_gone, m.error_file_gone_hint],
  "wrong-bytes": [m.error_wrong_bytes, m.error_wrong_bytes_hint],
  internal: [m.error_internal, m.error_internal_hint],
};

/** What happened and how to get on. */
export function errorWords(error: ErrorView): { sentence: string; hint: string } {
  const path = error.params["path"] ?? "";
  const bytes = Number(error.params["bytes"] ?? Number.NaN);
  const params: Params = {
    path: error.params["name"] ?? fileName(path),
    bytes: Number.isFinite(bytes) ? size(bytes) : "",
    what: error.params["what"] ?? "",
    needs: error.params["needs"] ?? "",
    free: error.params["free"] ?? "",
  };
  const [sentence, hint] = sentences[error.code];
  const needsRoom = error.code === "disk-full" && params.bytes === "";
  const needsFile = path === "" && withFile.has(error.code);
  return {
    sentence: needsFile ? m.error_no_name() : sentence(params),
    hint: needsRoom ? m.error_disk_full_hint_plain() : hint(params),
  };
}

const withFile: ReadonlySet<Code> = new Set(["not-found", "empty-file", "not-media", "truncated", "no-video", "unreadable", "read-only", "exists", "bad-model", "bad-checkpoint", "test-model", "bad-captions", "clip-missing"]);

export const fileName = (path: string): string => path.split(/[/\\]/u).pop() ?? path;

/** Anything thrown, as an ErrorView. */
export function asError(thrown: unknown): ErrorView {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "params" in thrown) {
    const view = thrown as ErrorView;
    if (view.code in sentences) return view;
  }
  const details = thrown instanceof Error ? `${thrown.message}\n${thrown.stack ?? ""}` : JSON.stringify(thrown);
  return { code: "internal", params: {}, details };
}
