// Owns the stand-in's dictionary: like the program's, without capitals at the beginning. Refuses storage.
import type { Cue, CueText, DictionaryEntry, DictionaryOffer } from "./bindings";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&").replace(/\s+/gu, "\\s+");
const pattern = (wrong: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(wrong)}(?![\\p{L}\\p{N}])`, "giu");

export function offersFake(entries: DictionaryEntry[], cues: Cue[]): DictionaryOffer[] {
  return entries.flatMap(({ word, wrong }) => {
    if (wrong === null) return [];
    const places = cues.reduce((sum, cue) => sum + [...cue.text.matchAll(pattern(wrong))].filter(([found]) => found !== word).length, 0);
    return places > 0 ? [{ word, wrong, places }] : [];
  });
}

export function mendedFake(entries: DictionaryEntry[], cues: Cue[]): CueText[] {
  return cues.flatMap((cue, index) => {
    const text = entries.reduce((now, { word, wrong }) => (wrong === null ? now : now.replace(pattern(wrong), word)), cue.text);
    return text === cue.text ? [] : [{ index, text }];
  });
}
