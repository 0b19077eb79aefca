// Owns how the stand-in changes a draft: like the program, in fewer words. Refuses storage and undo.
import type { Cue, CueState, Draft, Edit, EditAct, EditLabel } from "./bindings";
import { rangeFake, refused, splitFake } from "./fake-cuts";

const put = <T>(list: T[], index: number, change: (item: T) => T): T[] => list.map((item, n) => (n === index ? change(item) : item));

export function applyFake(draft: Draft, edit: Edit): Draft {
  const withCues = (cues: Cue[]): Draft => ({ ...draft, captions: { ...draft.captions, cues } });
  const { cues } = draft.captions;
  const { parts } = draft.cuts;
  switch (edit.edit) {
    case "set-title": return { ...draft, title: edit.title };
    case "set-target": return { ...draft, platform: edit.platform, aspect: edit.aspect };
    case "set-look": return { ...draft, look: edit.look };
    case "set-clip": return { ...draft, clip: edit.clip, cuts: edit.cuts };
    case "set-script": return { ...draft, script: edit.script };
    case "set-post": return { ...draft, post: edit.post };
    case "set-captions":
    case "set-heard": return { ...draft, captions: edit.captions, transcript: edit.transcript };
    case "set-reading": return { ...draft, reading: edit.reading, captions: edit.captions };
    case "set-cue-text": return withCues(put(cues, edit.index, (cue) => ({ ...cue, text: edit.text, from: "hand" })));
    case "set-cue-texts": return withCues(cues.map((cue, n) => { const text = edit.texts.find((one) => one.index === n)?.text; return text === undefined ? cue : { ...cue, text, from: "hand" }; }));
    case "shift-cues": {
      const { from, by_us } = edit;
      const shifted = cues.map((cue, n) => (n < from ? cue : { ...cue, start_us: cue.start_us + by_us, end_us: cue.end_us + by_us }));
      const first = shifted[from];
      if (!first || first.start_us < (shifted[from - 1]?.end_us ?? 0)) throw refused();
      return withCues(shifted);
    }
    case "set-cue-range": return withCues(put(cues, edit.index, (cue) => ({ ...cue, ...edit.range })));
    case "replace-cues": return withCues([...cues.slice(0, edit.at), ...edit.insert, ...cues.slice(edit.at + edit.remove)]);
    case "set-translations": return withCues(cues.map((cue, n) => (n >= edit.at && n < edit.at + edit.translations.length ? { ...cue, translation: edit.translations[n - edit.at] ?? null } : cue)));
    case "set-part": return { ...draft, cuts: { parts: put(parts, edit.index, (part) => ({ ...part, kept: edit.kept })) } };
    case "move-border": {
      const before = parts[edit.index - 1];
      const part = parts[edit.index];
      if (!before || !part || edit.at_us <= before.start_us || edit.at_us >= part.end_us) throw refused();
      return { ...draft, cuts: { parts: parts.map((one) => (one === before ? { ...one, end_us: edit.at_us } : one === part ? { ...one, start_us: edit.at_us } : one)) } };
    }
    case "split-part": return { ...draft, cuts: { parts: splitFake(parts, edit.index, edit.at_us) } };
    case "set-range": return { ...draft, cuts: { parts: rangeFake(parts, edit.range, edit.kept) } };
    case "set-cuts": return { ...draft, cuts: edit.cuts, breathing: edit.breathing };
    case "set-answers": return { ...draft, answers: edit.answers };
    case "set-waivers": return { ...draft, waivers: edit.waivers };
  }
}

export function labelFake(edit: Edit): EditLabel {
  const named = (act: EditAct, index: number | null = null): EditLabel => ({ act, number: index === null ? null : index + 1 });
  switch (edit.edit) {
    case "set-title": return named("title");
    case "set-target": return named("target");
    case "set-look": return named("look");
    case "set-clip": return named("clip");
    case "set-script": return named("script", edit.scene);
    case "set-post": return named("post");
    case "set-captions": return named("captions");
    case "set-heard": return named(edit.act === "restore" ? "line-restore" : edit.act === "spoken" ? "spoken-take" : "note-dismiss");
    case "set-reading": return named("reflow");
    case "set-cue-text": return named("cue-text", edit.index);
    case "set-cue-range": return named("cue-time", edit.index);
    case "set-cue-texts": return named("cues-replace");
    case "shift-cues": return named("cues-shift", edit.from === 0 ? null : edit.from);
    case "replace-cues": return edit.act === "replace" ? named("cues-replace") : named(edit.act === "suggestion" ? "suggestion" : `cue-${edit.act}`, edit.at);
    case "set-translations": return named(edit.act === "make" ? "translate" : `translation-${edit.act}`, edit.translations.length === 1 ? edit.at : null);
    case "set-part": return named(edit.kept ? "part-keep" : "part-remove", edit.index);
    case "move-border": return named("part-border", edit.index);
    case "split-part": return named("part-split", edit.index);
    case "set-range": return named(edit.act === "border" ? "part-border" : edit.act === "filler" ? "filler-remove" : edit.kept ? "words-keep" : "words-remove");
    case "set-cuts": return named(edit.act === "retake" ? "retake-remove" : "pauses");
    case "set-answers": return named("answer");
    case "set-waivers": return named("waiver");
  }
}

/** Letters a second, as the program counts them, nearly. */
export function stateFake(cues: Cue[], index: number): CueState {
  const cue = cues[index];
  if (!cue) return { letters_per_second: 0, problem: "none", extend_us: 0 };
  const length = cue.end_us - cue.start_us;
  const letters = [...cue.text.normalize("NFC")].filter((one) => one !== "\n").length;
  const speed = Math.round(letters / (length / 1e6));
  const room = Math.max(0, (cues[index + 1]?.start_us ?? cue.end_us + 5e6) - cue.end_us - 80_000);
  const wanted = Math.ceil(((letters / 20) * 1e6 - length) / 100_000) * 100_000;
  const lines = cue.text.split("\n");
  if (lines.length > 2) return { letters_per_second: speed, problem: "too-many-lines", extend_us: 0 };
  if (lines.some((line) => line.length > 30)) return { letters_per_second: speed, problem: "line-too-long", extend_us: 0 };
  if (speed > 30) return { letters_per_second: speed, problem: "too-fast", extend_us: room >= wanted ? wanted : 0 };
  if (speed > 20) return { letters_per_second: speed, problem: "fast", extend_us: room >= wanted ? wanted : 0 };
  return { letters_per_second: speed, problem: "none", extend_us: 0 };
}
