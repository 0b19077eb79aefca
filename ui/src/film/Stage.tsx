// Owns the picture beside the list: film, caption as it will be burnt in, position, three buttons.
// Refuses the browser's own controls and any editing.
import { Pause, Play, SkipBack, SkipForward } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { Button } from "../design/Button";
import { m } from "../paraglide/messages.js";
import { clockShort } from "../time/clock";
import { at as atWords, longLength } from "../words/amounts";
import { fileName } from "../words/errors";
import { lookOf } from "../words/look";
import type { DraftView, Framing } from "../ipc/bindings";
import { DrawnCaption } from "./DrawnCaption";
import type { Film } from "./film";
import { useFilmPlaying, useFilmTime } from "./useFilm";

interface Props {
  view: DraftView;
  film: Film;
  /** without position and buttons */
  bare?: boolean;
  onCue?: (index: number) => void;
}

/** The picture in another shape as it will be made; blurred sides stay plain here. */
const framed = ({ fill, focus_x, focus_y }: Framing): CSSProperties =>
  fill === "crop" ? { objectPosition: `${focus_x}% ${focus_y}%` } : { objectFit: "contain" };

export function Stage({ view, film, bare, onCue }: Props) {
  const now = useFilmTime(film);
  const playing = useFilmPlaying(film);
  const { hold } = film;
  const { clip, captions, aspect } = view.draft;
  const [broken, setBroken] = useState<string | null>(null);
  const shows = view.media_url !== null && view.media_url !== broken;
  const length = clip?.info.duration_us ?? 0;
  const current = captions.cues.findIndex((cue) => now >= cue.start_us && now < cue.end_us);
  const before = captions.cues.findLastIndex((cue) => cue.start_us < now - 50_000 && cue.end_us <= now);
  const after = captions.cues.findIndex((cue) => cue.start_us > now + 1);
  // Where nothing is played and edited the look is chosen, so there is always something to see.
  const drawn = captions.cues[current] ?? (bare ? captions.cues[0] : undefined);
  const { style, framing } = lookOf(view.draft);
  const go = (index: number) => {
    const cue = captions.cues[index];
    if (!cue) return;
    film.pause();
    film.seek(cue.start_us);
    onCue?.(index);
  };
  const at = length > 0 ? Math.min(100, (now / length) * 100) : 0;
  const where = current >= 0 ? m.position_cue({ time: longLength(now), n: String(current + 1) }) : m.position_plain({ time: longLength(now) });
  return (
    <section className="stage" aria-label={m.stage_label()} data-region="film">
      <div className="phone" data-aspect={aspect.replace(":", "-")}>
        {shows ? (
          // The captions are drawn below and edited in the list.
          // eslint-disable-next-line jsx-a11y/media-has-caption
          <video ref={hold} src={view.media_url ?? ""} crossOrigin="anonymous" preload="auto" playsInline tabIndex={-1} style={framed(framing)} aria-label={fileName(clip?.path ?? "")} data-testid="film" onError={() => setBroken(view.media_url)} />
        ) : (
          <p className="gone">{m.film_gone({ path: fileName(clip?.path ?? "") })}</p>
        )}
        {drawn && shows ? <DrawnCaption cue={drawn} now={now} style={style} /> : null}
      </div>
      {bare ? null : (
        <>
          <div className="scrub">
            <span>{atWords(now)}</span>
            <input
              type="range"
              min={0}
              max={Math.max(1, Math.round(length / 100_000))}
              step={1}
              value={Math.round(now / 100_000)}
              style={{ "--at": `${at}%` } as CSSProperties}
              aria-label={m.position_label()}
              aria-valuetext={where}
              data-testid="position"
              onChange={(event) => film.seek(Number(event.target.value) * 100_000)}
            />
            <span>{clockShort(length)}</span>
          </div>
          <div className="transport">
            <Button icon={SkipBack} off={before < 0 && current <= 0} onClick={() => go(current > 0 ? current - 1 : before)} testId="cue-back">
              {m.cue_back()}
            </Button>
            <Button look="main" icon={playing ? Pause : Play} off={!shows} onClick={() => film.toggle()} testId="play">
              {playing ? m.pause() : m.play()}
            </Button>
            <Button icon={SkipForward} off={after < 0} onClick={() => go(after)} testId="cue-next">
              {m.cue_next()}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
