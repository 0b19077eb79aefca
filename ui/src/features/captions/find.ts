// Owns finding words in captions and putting others in their place: with or without tone marks, capitals, whole
// words. Refuses patterns. Lines of a caption are read as one: a line break is a space.
import type { Cue, CueText } from "../../ipc/bindings";

export interface Query {
  find: string;
  /** "vườn" is found for "vuon", "đi" for "di" */
  anyMarks: boolean;
  /** capitals must be the same */
  capitals: boolean;
  /** nothing of a longer word */
  whole: boolean;
}

/** Words found: number of the caption, from 0, and where in its text, in UTF-16 units. */
export interface Place {
  cue: number;
  start: number;
  end: number;
}

interface Letter {
  folded: string;
  start: number;
  end: number;
}

const bare = (letter: string): string => letter.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gu, "d").replace(/Đ/gu, "D");

function lettersOf(text: string, { anyMarks, capitals }: Query): Letter[] {
  const all: Letter[] = [];
  let start = 0;
  for (const letter of text) {
    const end = start + letter.length;
    const plain = /\s/u.test(letter) ? " " : anyMarks ? bare(letter) : letter;
    for (const folded of capitals ? plain : plain.toLowerCase()) all.push({ folded, start, end });
    start = end;
  }
  return all;
}

const inWord = (letter: Letter | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter.folded);

function placesIn(text: string, cue: number, sought: Letter[], query: Query): Place[] {
  const letters = lettersOf(text, query);
  const found: Place[] = [];
  for (let at = 0; at + sought.length <= letters.length; at++) {
    const next = at + sought.length;
    if (!sought.every((one, n) => one.folded === letters[at + n]?.folded)) continue;
    if (query.whole && ((inWord(letters[at - 1]) && inWord(letters[at])) || (inWord(letters[next]) && inWord(letters[next - 1])))) continue;
    found.push({ cue, start: letters[at]?.start ?? 0, end: letters[next - 1]?.end ?? 0 });
    at = next - 1;
  }
  return found;
}

/** All places, by caption, none over another. */
export function placesOf(cues: readonly Cue[], query: Query): Place[] {
  const sought = lettersOf(query.find.normalize("NFC"), query);
  return sought.length === 0 ? [] : cues.flatMap((cue, index) => placesIn(cue.text, index, sought, query));
}

/** What is put in a place: with a capital where one stood, when capitals were not asked for. */
function put(by: string, there: string, { capitals }: Query): string {
  const first = [...there][0] ?? "";
  const upper = first !== first.toLowerCase();
  const letters = [...by];
  return capitals || !upper ? by : [letters[0]?.toUpperCase() ?? "", ...letters.slice(1)].join("");
}

/** New texts of the captions in which something changes. */
export function textsWith(cues: readonly Cue[], places: readonly Place[], by: string, query: Query): CueText[] {
  const texts: CueText[] = [];
  for (const index of new Set(places.map((place) => place.cue))) {
    const old = cues[index]?.text ?? "";
    let text = old;
    for (const { start, end } of places.filter((place) => place.cue === index).reverse()) {
      text = text.slice(0, start) + put(by, old.slice(start, end), query) + text.slice(end);
    }
    if (text !== old) texts.push({ index, text });
  }
  return texts;
}

const AROUND = 24;

/** The words with some of what stands before and after them, in one line. */
export function around(text: string, { start, end }: Place): { before: string; found: string; after: string } {
  const flat = (part: string) => part.replace(/\s+/gu, " ");
  const before = flat(text.slice(0, start));
  const after = flat(text.slice(end));
  return {
    before: before.length > AROUND ? `…${before.slice(-AROUND)}` : before,
    found: flat(text.slice(start, end)),
    after: after.length > AROUND ? `${after.slice(0, AROUND)}…` : after,
  };
}
