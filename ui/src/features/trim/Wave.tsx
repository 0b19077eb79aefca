// Owns the drawing of the sound with the open part marked: decoration for the eye, hidden from screen readers. Refuses input.
import { useEffect, useState } from "react";
import { useDesk } from "../../desk/desk";

const SLICES = 210;
const HIGH = 46;
/** Milliseconds until it is asked how much more of the sound was read. */
const AGAIN = 400;

export function Wave({ shown }: { shown: number }) {
  const { host, view } = useDesk();
  const { id, media_url } = view;
  const [loud, setLoud] = useState<number[]>([]);
  useEffect(() => {
    let current = true;
    let later: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      host.waveform(id, SLICES).then(
        ({ heights, done }) => {
          if (!current) return;
          setLoud(heights);
          if (!done) later = setTimeout(ask, AGAIN);
        },
        () => undefined, // only decoration: the list says it all
      );
    };
    ask();
    return () => {
      current = false;
      clearTimeout(later);
    };
  }, [host, id, media_url]);
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
          const tall = Math.max(4, (level / 100) * (HIGH - 6));
          return <rect key={n} className={kept ? "keep" : "drop"} x={n * wide} y={(HIGH - tall) / 2} width={wide * 0.62} height={tall} rx={1.3} />;
        })}
      </svg>
    </div>
  );
}
