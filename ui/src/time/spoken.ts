// Owns how long a text takes to say. Refuses to guess the speaker: one calm pace for all.
const SYLLABLES_PER_SECOND = 4.3;

/** Vietnamese writes each syllable apart, so words are syllables. */
export function syllables(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

export function spokenSeconds(text: string): number {
  return Math.round(syllables(text) / SYLLABLES_PER_SECOND);
}
