// Owns how a moment of a film is written. Refuses words: those are in words/.
const MICROS = 1_000_000;

/** "0:09,7": minutes, seconds, tenths. `comma` is the decimal mark of the language. */
export function clock(us: number, comma = ","): string {
  const tenths = Math.max(0, Math.floor(us / (MICROS / 10) + 1e-6));
  const minutes = Math.floor(tenths / 600);
  const seconds = Math.floor((tenths % 600) / 10);
  return `${minutes}:${String(seconds).padStart(2, "0")}${comma}${tenths % 10}`;
}

/** "0:12,433": to the millisecond, with one decimal at least. What `readClock` reads back. */
export function clockExact(us: number, comma = ","): string {
  const ms = Math.max(0, Math.round(us / 1000));
  const whole = Math.floor(ms / 1000);
  const rest = String(ms % 1000).padStart(3, "0").replace(/0{1,2}$/u, "");
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}${comma}${rest}`;
}

/** Microseconds of a typed time: "12,5", "0:12.5", "1:02:03"; null when it is none. */
export function readClock(text: string): number | null {
  const found = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,6}))?$/u.exec(text.trim());
  if (!found) return null;
  const [, hours, minutes, seconds = "0", rest = ""] = found;
  if (minutes !== undefined && Number(seconds) > 59) return null;
  if (hours !== undefined && Number(minutes) > 59) return null;
  return ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds)) * MICROS + Number(rest.padEnd(6, "0"));
}

/** "0:46": minutes and seconds. */
export function clockShort(us: number): string {
  const seconds = Math.max(0, Math.round(us / MICROS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Seconds with one decimal at most, or as many as asked: "2,7", "3". */
export function seconds(us: number, language: string, decimals = 1): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(us / MICROS);
}

/** Whole minutes and the seconds that are left. */
export function minutesSeconds(us: number): { minutes: number; seconds: number } {
  const whole = Math.max(0, Math.round(us / MICROS));
  return { minutes: Math.floor(whole / 60), seconds: whole % 60 };
}
