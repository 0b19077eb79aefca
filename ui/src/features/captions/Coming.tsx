// Owns the sentences that are heard while one waits: shown as they come, told now and then, never all of them.
// Refuses acts on them: they are not captions yet, and after a stop nothing of them stays.
import { Ear } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import { announce } from "../../design/announce";
import { Icon } from "../../design/Icon";
import { m } from "../../paraglide/messages.js";
import type { Said } from "../../ipc/bindings";
import { at } from "../../words/amounts";

/** So long it stays quiet after it told something. */
const QUIET_MS = 20_000;
/** Closer to the end than this is at the end. */
const NEAR = 60;

const Line = memo(function Line({ sentence, index }: { sentence: Said; index: number }) {
  return (
    <li className="cue" data-testid={`coming-${index}`}>
      <span className="n" aria-hidden="true">
        {index + 1}
      </span>
      <time>{at(sentence.start_us)}</time>
      <p>{sentence.text}</p>
      <p className="say note">
        <Icon of={Ear} />
        <span>{m.coming_state()}</span>
      </p>
    </li>
  );
});

export function Coming({ said }: { said: readonly Said[] }) {
  const told = useRef(0);
  const list = useRef<HTMLOListElement>(null);
  const follows = useRef(true);
  const last = said.at(-1);
  useEffect(() => {
    const now = Date.now();
    if (!last || now - told.current < QUIET_MS) return;
    told.current = now;
    announce(m.coming_told({ count: said.length, text: last.text }));
  }, [said, last]);
  // Whoever reads further up is left there.
  useEffect(() => {
    if (follows.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [said]);
  const onScroll = () => {
    const shown = list.current;
    if (shown) follows.current = shown.scrollHeight - shown.scrollTop - shown.clientHeight < NEAR;
  };
  return (
    <section className="card list coming" aria-labelledby="coming-title" data-testid="coming">
      <header>
        <h2 id="coming-title">{m.coming_title({ count: said.length })}</h2>
        <p className="help">{m.coming_help()}</p>
      </header>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls is scrolled by keys too */}
      <ol ref={list} tabIndex={0} aria-labelledby="coming-title" onScroll={onScroll}>
        {said.map((sentence, index) => (
          <Line key={index} sentence={sentence} index={index} />
        ))}
      </ol>
    </section>
  );
}
