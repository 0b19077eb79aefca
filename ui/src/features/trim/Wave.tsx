// Owns the drawing of the sound with the open part marked: decoration for the eye, hidden from screen readers. Refuses input.
import { useEffect, useState } from "react";
import { useDesk } from "../../desk/desk";

const SLICES = 210;
const HIGH = 46;

export function Wave({ shown }: { shown: number }) {
  const { host, view } = useDesk();
  const { id, listened } = view;
  const [loud, setLoud] = useState<number[]>([]);
  useEffect(() => {
    let current = true;
    host.waveform(id, SLICES).then(
      (slices) => current && setLoud(slices),
      () => undefined, // only decoration: the list says it all
    );
    return () => {
      current = false;
    };
  }, [host, id, listened]);
  if (loud.length === 0) return null;
  const { parts } = view.draft.cuts;
  const length = parts.at(-1)?.end_us ?? 1;
  const open = parts[shown];
  const wide = 1000 / loud.length;
  return (
    <div className="wv" aria-hidden="true">
      <svg className="wave" viewBox={`0 0 1000 ${HIGH}`} preserveAspectRatio="none">
        {open ? <rect className="open" x={(open.start_us / length) * 1000} y={0} width={((open.end_us - open.start_us) / length) * 1000} height={HIGH} /> : null}
        {loud.map((level, n) => {
          const us = ((n + 0.5) / loud.length) * length;
          const kept = parts.find((part) => us >= part.start_us && us < part.end_us)?.kept ?? true;
          const tall = Math.max(4, Math.min(1, level) * (HIGH - 6));
          return <rect key={n} className={kept ? "keep" : "drop"} x={n * wide} y={(HIGH - tall) / 2} width={wide * 0.62} height={tall} rx={1.3} />;
        })}
      </svg>
    </div>
  );
}
