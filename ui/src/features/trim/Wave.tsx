// Owns the drawing of the sound with the open part marked, and in high windows small pictures above it: decoration
// for the eye, hidden from screen readers. Refuses input. What is there is drawn, and drawn again as more comes.
import { useEffect, useRef, useState } from "react";
import { useDesk } from "../../desk/desk";
import type { Thumbnails, Waveform } from "../../ipc/bindings";

const SLICES = 210;
const PICTURES = 16;
const HIGH = 46;
const AGAIN_MS = 700;
/** Below this the list needs the room. */
const ROOMY = "(min-height: 880px) and (min-width: 1100px)";

export function Wave({ shown }: { shown: number | null }) {
  const { host, view } = useDesk();
  const { id } = view;
  const path = view.draft.clip?.path;
  const [roomy] = useState(() => window.matchMedia(ROOMY).matches);
  const wave = useGrowing<Waveform>(`${id} ${path}`, () => host.waveform(id, SLICES));
  const row = useGrowing<Thumbnails>(roomy ? `${id} ${path}` : null, () => host.thumbnails(id, PICTURES));
  if (wave === null || wave.heights.length === 0) return null;
  const { heights, covered_us } = wave;
  const { parts } = view.draft.cuts;
  const length = parts.at(-1)?.end_us ?? 1;
  const open = shown === null ? undefined : parts[shown];
  const wide = 1000 / heights.length;
  const pictures = row?.pictures ?? [];
  return (
    <div className="wv" aria-hidden="true">
      {pictures.length > 0 ? (
        <div className="row-of-pictures">
          {pictures.map((picture) => (
            <span key={picture.at_us}>{picture.url === null ? null : <img src={picture.url} alt="" />}</span>
          ))}
        </div>
      ) : null}
      <svg className="wave" viewBox={`0 0 1000 ${HIGH}`} preserveAspectRatio="none">
        {open ? <rect className="open" x={(open.start_us / length) * 1000} y={0} width={((open.end_us - open.start_us) / length) * 1000} height={HIGH} /> : null}
        {heights.map((height, n) => {
          const us = ((n + 0.5) / heights.length) * length;
          if (us > covered_us) return null;
          const kept = parts.find((part) => us >= part.start_us && us < part.end_us)?.kept ?? true;
          const tall = Math.max(4, (Math.min(100, height) / 100) * (HIGH - 6));
          return <rect key={n} className={kept ? "keep" : "drop"} x={n * wide} y={(HIGH - tall) / 2} width={wide * 0.62} height={tall} rx={1.3} />;
        })}
      </svg>
    </div>
  );
}

/** Asks, and asks again until it is done; null for nothing asked, or nothing there. */
function useGrowing<T extends { done: boolean }>(what: string | null, ask: () => Promise<T>): T | null {
  const [got, setGot] = useState<{ what: string; answer: T } | null>(null);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (what === null) return;
    let timer = 0;
    let current = true;
    const next = () => {
      latest.current().then(
        (answer) => {
          if (!current) return;
          setGot({ what, answer });
          if (!answer.done) timer = window.setTimeout(next, AGAIN_MS);
        },
        () => undefined, // only decoration: the list says it all
      );
    };
    next();
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [what]);
  return got?.what === what ? got.answer : null;
}
