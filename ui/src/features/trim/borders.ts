// Owns where a border of a part may go, and the edit that puts it there. Refuses to leave a part without a frame.
import type { Side } from "../../film/frames";
import type { Edit, Part } from "../../ipc/bindings";

/** What moving a border comes to. */
export interface Moved {
  /** null when the border is there already or cannot go further */
  edit: Edit | null;
  /** where the border is afterwards */
  at: number;
  /** the number of the part afterwards: cutting off the beginning of the film makes a part before it */
  index: number;
  /** the border stopped before it got where it was wanted */
  short: boolean;
}

/** The part that a time lies in; the last one for the end of the film. */
export function partAt(parts: Part[], us: number): number {
  const index = parts.findIndex((part) => us >= part.start_us && us < part.end_us);
  return index >= 0 ? index : parts.length - 1;
}

/** The open part: the one that a chosen moment lies in, else the first removed one. */
export const openPart = (parts: Part[], chosen: number | null): number =>
  Math.max(0, chosen === null ? parts.findIndex((part) => !part.kept) : partAt(parts, chosen));

/** A moment that stays inside a part when its borders are moved a little. */
export const middleOf = (part: Part): number => Math.round((part.start_us + part.end_us) / 2);

/**
 * Moves the start or the end of a part. Between two parts the border stays inside both; at the beginning and
 * the end of the film what lies outside becomes a part of the other state.
 */
export function moved(parts: Part[], index: number, side: Side, wanted: number, frame: number): Moved | null {
  const part = parts[index];
  if (!part) return null;
  const border = side === "start" ? index : index + 1;
  const now = side === "start" ? part.start_us : part.end_us;
  const before = parts[border - 1];
  const after = parts[border];
  const least = Math.round(frame);
  const low = before ? before.start_us + Math.min(least, now - before.start_us) : 0;
  const high = after ? after.end_us - Math.min(least, after.end_us - now) : now;
  const at = Math.round(Math.min(Math.max(wanted, low), high));
  const short = at !== Math.round(wanted);
  if (at === now) return { edit: null, at, index, short };
  if (before && after) return { edit: { edit: "move-border", index: border, at_us: at }, at, index, short };
  const range = side === "start" ? { start_us: now, end_us: at } : { start_us: at, end_us: now };
  return { edit: { edit: "set-range", range, kept: !part.kept, act: "border" }, at, index: side === "start" ? index + 1 : index, short };
}
