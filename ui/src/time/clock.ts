// Owns how a moment of a film is written. Refuses words: those are in words/.
const MICROS = 1_000_000;

/** "0:09,7": minutes, seconds, tenths. `comma` is the decimal mark of the language. */
export function clock(us: number, comma = ","): string {
  const tenths = Math.max(0, Math.floor(us / (MICROS / 10) + 1e-6));
  const minutes = Math.floor(tenths / 600);
  const seconds = Math.floor((tenths % 600) / 10);
  return `${minutes}:${String(seconds).padStart(2, "0")}${comma}${tenths % 10}`;
}

/** "0:46": minutes and seconds. */
export function clockShort(us: number): string {
  const seconds = Math.max(0, Math.round(us / MICROS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Seconds with one decimal at most: "2,7", "3". */
export function seconds(us: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(us / MICROS);
}

/** Whole minutes and the seconds that are left. */
export function minutesSeconds(us: number): { minutes: number; seconds: number } {
  const whole = Math.max(0, Math.round(us / MICROS));
  return { minutes: Math.floor(whole / 60), seconds: whole % 60 };
}
