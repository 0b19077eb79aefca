// Owns what belongs to which caption: findings, offers, notes on the script; and its state in words.
// Refuses to ask the program, and to draw.
import type { Level } from "../../design/Say";
import type { CaptionAdvice, Cue, CueFinding, CueOffer, CueState, Draft, Part, TakeNote, Word } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { cueWords, isWeak } from "../../words/cues";

export interface Note extends TakeNote {
  /** its number in the transcript, by which the program knows it */
  index: number;
  /** the caption that it stands beside */
  cue: number;
}

export interface Marks {
  findings: readonly CueFinding[];
  offers: readonly CueOffer[];
  notes: readonly Note[];
  /** the same for the same marks: a row is drawn again only when it changes */
  key: string;
}

export const unmarked: Marks = { findings: [], offers: [], notes: [], key: "" };

/** The caption shown at that time, else the one before it. */
export function cueAt(cues: readonly Cue[], range: { start_us: number; end_us: number }): number {
  const inside = cues.findIndex((cue) => cue.start_us < range.end_us && cue.end_us > range.start_us);
  return inside >= 0 ? inside : Math.max(0, cues.filter((cue) => cue.start_us <= range.start_us).length - 1);
}

const gone = (parts: readonly Part[], { range: { start_us, end_us } }: TakeNote): boolean => {
  const middle = (start_us + end_us) / 2;
  return parts.some((part) => !part.kept && part.start_us <= middle && middle < part.end_us);
};

/** Notes that still wait for an answer: an earlier try that was cut out has got its own. */
export function openNotes({ transcript, captions, cuts }: Draft): Note[] {
  return (transcript?.notes ?? [])
    .map((note, index) => ({ ...note, index, cue: cueAt(captions.cues, note.range) }))
    .filter((note) => note.kind !== "repeated" || !gone(cuts.parts, note));
}

export const heardWords = (words: readonly Word[]): string => words.map((word) => word.text).join(" ");

export function marksOf(advice: CaptionAdvice, notes: readonly Note[]): Map<number, Marks> {
  const all = new Map<number, { findings: CueFinding[]; offers: CueOffer[]; notes: Note[] }>();
  const of = (cue: number) => {
    const found = all.get(cue) ?? { findings: [], offers: [], notes: [] };
    all.set(cue, found);
    return found;
  };
  for (const one of advice.findings) of(one.cue).findings.push(one);
  for (const one of advice.offers) of(one.cue).offers.push(one);
  for (const one of notes) of(one.cue).notes.push(one);
  return new Map([...all].map(([cue, marks]) => [cue, { ...marks, key: JSON.stringify(marks) }]));
}

const ended = (text: string): string => (/[.!?…]$/u.test(text) ? text : `${text}.`);

/** Findings that the state does not say already. */
export function othersOf(state: CueState | undefined, findings: readonly CueFinding[]): CueFinding[] {
  if (!state || !isWeak(state)) return [...findings];
  return findings.filter(({ code }) => code !== state.problem && !(speedy(code) && speedy(state.problem)));
}

const speedy = (name: string): boolean => name === "fast" || name === "too-fast";

/** How a caption is, in words: how fast it reads, then how much else there is to look at. */
export function stateWords(state: CueState | undefined, { findings, offers, notes }: Marks): { level: Level; text: string } {
  const speed = cueWords(state);
  const others = othersOf(state, findings);
  const texts = [speed.text];
  if (notes.length > 0) texts.push(m.cue_notes({ count: notes.length }));
  if (others.length > 0) texts.push(m.cue_findings({ count: others.length }));
  if (offers.length > 0) texts.push(m.cue_offers({ count: offers.length }));
  if (texts.length === 1) return speed;
  const warns = speed.level === "warn" || notes.length > 0 || others.some((one) => one.level !== "advice");
  return { level: warns ? "warn" : "note", text: texts.map(ended).join(" ") };
}
