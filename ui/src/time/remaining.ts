// Owns when and how roughly the remaining time may be told. Refuses false precision.
const QUIET_MS = 5_000;

/** Seconds left in steps of 10, or null while it cannot be told yet. */
export function remainingSeconds(eta_s: number | null, elapsedMs: number): number | null {
  if (eta_s === null || elapsedMs < QUIET_MS || !Number.isFinite(eta_s)) return null;
  return Math.max(10, Math.ceil(eta_s / 10) * 10);
}

/** The quarter a fraction lies in, 0..4: told aloud when it changes. */
export function quarter(fraction: number): number {
  return Math.min(4, Math.max(0, Math.floor(fraction * 4 + 1e-9)));
}
