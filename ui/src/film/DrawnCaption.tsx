// Owns a caption over the picture in the look it will be burnt in with: box, big, word by word or
// plain with an edge. Refuses places and times; sizes are in film.css.
import { Fragment } from "react";
import type { CaptionStyle, Cue } from "../ipc/bindings";

export function DrawnCaption({ cue, now, style }: { cue: Cue; now: number; style: CaptionStyle }) {
  return (
    <p className="cap" data-style={style} data-testid="caption">
      <span>{style === "karaoke" ? <Spoken cue={cue} now={now} /> : cue.text}</span>
    </p>
  );
}

/** The words, the spoken one marked; a text without times, or that says something else, is plain. */
function Spoken({ cue, now }: { cue: Cue; now: number }) {
  const lines = cue.text.split("\n").map((line) => line.split(/\s+/u).filter(Boolean));
  const words = cue.words.flatMap((word) => word.text.split(/\s+/u).filter(Boolean).map((text) => ({ ...word, text })));
  const same = lines.flat().length === words.length && lines.flat().every((text, i) => text === words[i]?.text);
  if (!same) return cue.text;
  const heard = words.findLastIndex((word) => word.start_us <= now);
  const spoken = now < cue.start_us || now >= cue.end_us ? 0 : heard;
  let number = 0;
  return lines.map((line, row) => (
    <Fragment key={row}>
      {row > 0 ? "\n" : null}
      {line.map((text, place) => {
        const marked = number++ === spoken;
        return (
          <Fragment key={place}>
            {place > 0 ? " " : null}
            {marked ? <b>{text}</b> : text}
          </Fragment>
        );
      })}
    </Fragment>
  ));
}
