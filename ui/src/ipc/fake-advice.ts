// Owns what the stand-in finds in captions and what mends it: speed, numbers in words, the notes and removed lines of
// one take. Refuses meaning: the program does all of this better.
import type { CaptionAdvice, CueFinding, CueOffer, Draft, Edit, Transcript } from "./bindings";
import { refused } from "./fake-cuts";
import { stateFake } from "./fake-edits";

const number = /một trăm năm mươi nghìn|hai ngày một lần/u;

export function adviceFake({ captions: { cues } }: Draft, all: boolean): CaptionAdvice {
  const findings = cues.flatMap((cue, index): CueFinding[] => {
    const { problem, letters_per_second, extend_us } = stateFake(cues, index);
    if (problem === "none") return [];
    const value = problem === "fast" || problem === "too-fast" ? letters_per_second : Math.max(...cue.text.split("\n").map((line) => line.length));
    return [{ code: problem, level: problem === "fast" ? "should" : "hard", cue: index, value, limit: 20, text: cue.text, fix: extend_us > 0 ? "extend" : "split" }];
  });
  if (!all) return { findings, offers: [] };
  const offers = cues.flatMap((cue, index): CueOffer[] => {
    const text = number.exec(cue.text.replace(/\s+/gu, " "))?.[0];
    return text === undefined ? [] : [{ cue: index, from: 0, text, replacement: "2 ngày 1 lần", reason: "number" }];
  });
  return { findings: [...findings, ...(cues[7] ? [{ code: "cue-splits-word" as const, level: "should" as const, cue: 7, value: null, limit: null, text: "tổ hợp", fix: "move-word" as const }] : [])], offers };
}

export function mendFake(draft: Draft, cue: number, code: string): Edit {
  const old = draft.captions.cues[cue];
  const finding = adviceFake(draft, true).findings.find((one) => one.cue === cue && one.code === code);
  if (!old || !finding) throw refused();
  if (finding.fix === "extend") return { edit: "set-cue-range", index: cue, range: { start_us: old.start_us, end_us: old.end_us + stateFake(draft.captions.cues, cue).extend_us } };
  return { edit: "set-cue-text", index: cue, text: old.text.replace("tổ hợp", "nhóm") };
}

export function offerFake(draft: Draft, cue: number): Edit {
  const old = draft.captions.cues[cue];
  const offer = adviceFake(draft, true).offers.find((one) => one.cue === cue);
  if (!old || !offer) throw refused();
  return { edit: "replace-cues", at: cue, remove: 1, insert: [{ ...old, text: old.text.replace(/\s+/gu, " ").replace(offer.text, offer.replacement), from: "hand" }], act: "suggestion" };
}

const S = 1_000_000;
const range = (from: number, to: number) => ({ start_us: from * S, end_us: to * S });
const words = (from: number, text: string) => text.split(" ").map((word, n) => ({ start_us: from * S + n * 300_000, end_us: from * S + n * 300_000 + 280_000, text: word, probability: 0.8 }));

/** A take that left its script in each way, with two lines that nobody said. */
export const takeFake = (): Transcript => ({
  language: "vi",
  source: "script",
  words: [],
  notes: [
    { kind: "repeated", range: range(3.2, 5.9), script: "ong bay về nghe rì rào.", heard: [], again: range(6.8, 9.6) },
    { kind: "differs", range: range(9.7, 11.2), script: "hai ngày một lần", heard: words(9.7, "ba ngày một lần"), again: null },
    { kind: "unscripted", range: range(22, 24.8), script: "", heard: words(22, "Hũ nào cũng có tem"), again: null },
    { kind: "skipped", range: range(29.4, 29.5), script: "Giá một hũ là một trăm năm mươi nghìn.", heard: [], again: null },
  ],
  removed: [
    { reason: "phantom", words: words(33, "Hãy đăng ký kênh để ủng hộ nhé") },
    { reason: "voiceless", words: words(20.8, "Cảm ơn các bạn") },
  ],
});

export function heardFake(draft: Draft, act: "restore" | "spoken" | "dismiss", index: number): Edit {
  const { transcript, captions } = draft;
  if (!transcript) throw refused();
  const without = <T>(list: T[]): T[] => list.filter((_, n) => n !== index);
  if (act !== "restore") {
    const note = transcript.notes[index];
    if (!note) throw refused();
    const cues = act === "dismiss" ? captions.cues : captions.cues.map((cue) => ({ ...cue, text: cue.text.replace(note.script, note.heard.map((word) => word.text).join(" ")) }));
    return { edit: "set-heard", captions: { ...captions, cues }, transcript: { ...transcript, notes: without(transcript.notes) }, act };
  }
  const line = transcript.removed[index];
  const first = line?.words[0];
  const last = line?.words.at(-1);
  if (!line || !first || !last) throw refused();
  const cue = { start_us: first.start_us, end_us: last.end_us, text: line.words.map((word) => word.text).join(" "), words: line.words, from: "speech" as const };
  const cues = [...captions.cues.filter((one) => one.end_us <= cue.start_us || one.start_us >= cue.end_us), cue].sort((a, b) => a.start_us - b.start_us);
  return { edit: "set-heard", captions: { ...captions, cues }, transcript: { ...transcript, removed: without(transcript.removed) }, act };
}

/** Earlier tries go from the cuts. */
export function lastFake(draft: Draft, index: number | null): Edit[] {
  const notes = draft.transcript?.notes ?? [];
  return notes.filter((note, n) => note.kind === "repeated" && (index === null || n === index)).map(({ range }) => ({ edit: "set-range", range, kept: false, act: "retake" }));
}
