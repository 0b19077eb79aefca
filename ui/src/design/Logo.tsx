// Owns the bamboo shoot of the house. Refuses words: the name stands beside it.
export function Logo({ size = 34 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 48 48" aria-hidden="true">
      <path className="l1" d="M24 2C32 11 39 25 39 45H9C9 25 16 11 24 2Z" />
      <path className="l2" d="M39 45C39 33 36 23 31 13C28 24 20 30 15 45Z" />
      <path className="l3" d="M9 45C9 36 11 28 14 21C20 27 29 32 31 45Z" />
    </svg>
  );
}

/** The leaf over the step where you are. */
export function Leaf() {
  return (
    <svg className="leaf" viewBox="0 0 34 18" aria-hidden="true">
      <path d="M2 17C4 6 14 0 33 1C30 12 17 18 2 17Z" />
    </svg>
  );
}
