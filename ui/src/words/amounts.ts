// Owns lengths, sizes, clock times and dates as a person says them. Refuses seconds with many decimals.
import type { Step } from "../film/frames";
import { m } from "../paraglide/messages.js";
import { clock, clockExact, minutesSeconds, seconds } from "../time/clock";
import { comma, tag } from "./language";

/** "0:09,7" */
export const at = (us: number): string => clock(us, comma());

/** "0:12,433" */
export const atExact = (us: number): string => clockExact(us, comma());

/** "0,033 giây" */
export const exactLength = (us: number): string => m.seconds_n({ n: seconds(us, tag(), 3) });

/** "1 hình", "0,1 giây" */
export const stepWords = (step: Step): string => (step === "frame" ? m.one_frame() : exactLength(step === "tenth" ? 100_000 : 1_000_000));

/** "2,7 giây" */
export const shortLength = (us: number): string => m.seconds_n({ n: seconds(us, tag()) });

/** "1 phút 40 giây" or "46 giây" */
export function longLength(us: number): string {
  const { minutes, seconds: rest } = minutesSeconds(us);
  if (minutes === 0) return m.seconds_n({ n: String(rest) });
  if (rest === 0) return m.minutes_n({ minutes: String(minutes) });
  return m.minutes_seconds({ minutes: String(minutes), seconds: String(rest) });
}

/** "24 MB" */
export function size(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return m.size_n({ n: new Intl.NumberFormat(tag(), { maximumFractionDigits: value < 10 && unit > 1 ? 1 : 0 }).format(value), unit: unit > 1 ? m[unitName(unit)]() : (units[unit] ?? "B") });
}

const unitName = (unit: number): "unit_mb" | "unit_gb" | "unit_tb" => (unit === 2 ? "unit_mb" : unit === 3 ? "unit_gb" : "unit_tb");

/** "14:32" */
export const hour = (ms: number): string => new Intl.DateTimeFormat(tag(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);

/** "15/11/2026" from an ISO date; anything else as it came. */
export function date(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : new Intl.DateTimeFormat(tag(), { day: "2-digit", month: "2-digit", year: "numeric" }).format(time);
}

/** "Hôm nay", "Hôm qua", or the date. */
export function day(ms: number, now = Date.now()): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (ms >= midnight) return m.today();
  if (ms >= midnight - 86_400_000) return m.yesterday();
  return new Intl.DateTimeFormat(tag(), { day: "2-digit", month: "2-digit", year: "numeric" }).format(ms);
}
