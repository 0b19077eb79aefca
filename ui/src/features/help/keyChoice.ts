// Owns what becomes of the keys when one is chosen: who had it, and what to keep. Refuses two acts for one key.
import type { Chord } from "../../design/chord";
import type { Settings } from "../../ipc/bindings";

export interface KeyRow {
  act: string;
  /** "all" where it acts in every room */
  room: "all" | "captions" | "trim";
  words: string;
  chords: readonly Chord[];
  usual: readonly Chord[];
}

type Chosen = NonNullable<Settings["keys"]>;

const meet = (one: KeyRow, other: KeyRow): boolean => one.room === "all" || other.room === "all" || one.room === other.room;

/** The act that a key would be taken from: one that is at work in the same rooms. */
export const holderOf = (rows: readonly KeyRow[], row: KeyRow, chord: Chord): KeyRow | null =>
  rows.find((other) => other.act !== row.act && meet(row, other) && other.chords.includes(chord)) ?? null;

const same = (one: readonly Chord[], other: readonly Chord[]): boolean => one.length === other.length && one.every((chord, n) => chord === other[n]);

/** What to keep when `row` gets these keys; whoever had one of them loses it. */
export function withKeys(chosen: Chosen, rows: readonly KeyRow[], row: KeyRow, chords: readonly Chord[]): Chosen {
  const next: Chosen = {};
  for (const one of rows) {
    const now = one.act === row.act ? [...chords] : meet(row, one) ? one.chords.filter((chord) => !chords.includes(chord)) : [...one.chords];
    if (!same(now, one.usual)) next[one.act] = now;
  }
  // Acts of another version of the program are kept as they are.
  for (const [act, kept] of Object.entries(chosen)) {
    if (kept && !rows.some((one) => one.act === act)) next[act] = kept;
  }
  return next;
}
