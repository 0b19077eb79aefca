// Owns cutting by what is said: captions and their words as native checkboxes, ticked while they stay.
// Refuses to know which time goes with a word: the program does.
import { ChevronDown, ChevronUp, Play } from "lucide-react";
import { memo, useCallback, useEffect, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import type { Cue, Language, Part } from "../../ipc/bindings";
import { at, longLength } from "../../words/amounts";
import { language } from "../../words/language";
import { cueStays, inPlace, stays, type Stays } from "./words";

const AROUND_US = 1_000_000;

interface Acts {
  keep: (index: number, from: number, to: number, kept: boolean, text: string) => Promise<void>;
  hear: (cue: Cue) => void;
  open: (index: number | null) => void;
}

export function WordList({ film }: { film: Film }) {
  const desk = useDesk();
  const [open, setOpen] = useState<number | null>(null);
  const latest = useRef(desk);
  useEffect(() => {
    latest.current = desk;
  });
  const keep = useCallback<Acts["keep"]>(async (index, from, to, kept, text) => {
    const { act, host, view } = latest.current;
    const next = await act(() => host.cutText(view.id, index, from, to, kept));
    if (next) announce(m.words_told({ text, state: kept ? m.kept() : m.removed(), length: longLength(next.output_us) }));
  }, []);
  const hear = useCallback<Acts["hear"]>((cue) => film.play(inPlace(latest.current.view.draft.cuts.parts, cue, AROUND_US)), [film]);
  const { captions, cuts } = desk.view.draft;
  const words = language();
  return (
    <>
      <p className="help lead-in">{m.words_help()}</p>
      <ol className="lines">
        {captions.cues.map((cue, index) => (
          <Line key={index} cue={cue} index={index} parts={cuts.parts} open={index === open} playable={desk.view.media_url !== null} language={words} keep={keep} hear={hear} onOpen={setOpen} />
        ))}
      </ol>
    </>
  );
}

interface LineProps {
  cue: Cue;
  index: number;
  parts: Part[];
  open: boolean;
  playable: boolean;
  /** drawn again when the language changes */
  language: Language;
  keep: Acts["keep"];
  hear: Acts["hear"];
  onOpen: Acts["open"];
}

const Line = memo(function Line({ cue, index, parts, open, playable, keep, hear, onOpen }: LineProps) {
  const state = cueStays(parts, cue);
  const n = String(index + 1);
  const text = cue.text.replace(/\s+/gu, " ").trim();
  return (
    <li className={`line ${state}`} data-testid={`line-${index}`}>
      <Tick state={state} testId={`line-${index}-keep`} onTick={() => void keep(index, 0, cue.words.length, state !== "all", text)}>
        <span className="num">{at(cue.start_us)}</span> <span className="text">{text}</span>
        {state === "all" ? null : <span className="tag">{state === "none" ? m.drops() : m.drops_some()}</span>}
      </Tick>
      <div className="row acts-end">
        <Button look="soft" icon={Play} off={!playable} onClick={() => hear(cue)} testId={`line-${index}-hear`}>
          {state === "all" ? m.hear() : m.hear_join()}
          <span className="hidden"> {m.of_cue({ n })}</span>
        </Button>
        {cue.words.length > 1 ? (
          <Button
            look="bare"
            icon={open ? ChevronUp : ChevronDown}
            aria-expanded={open}
            aria-controls={open ? `words-${index}` : undefined}
            onClick={() => onOpen(open ? null : index)}
            testId={`line-${index}-words`}
          >
            {m.each_word()}
            <span className="hidden"> {m.of_cue({ n })}</span>
          </Button>
        ) : null}
      </div>
      {open ? (
        <fieldset className="words-of" id={`words-${index}`}>
          <legend>{m.words_of_cue({ n })}</legend>
          {cue.words.map((word, which) => {
            const kept = stays(parts, word);
            return (
              <Tick key={which} state={kept ? "all" : "none"} testId={`word-${index}-${which}`} onTick={() => void keep(index, which, which + 1, !kept, word.text)}>
                <span className="text">{word.text}</span>
              </Tick>
            );
          })}
        </fieldset>
      ) : null}
    </li>
  );
});

/** A native checkbox, the whole label its target; half ticked when some of it stays. */
function Tick({ state, testId, onTick, children }: { state: Stays; testId: string; onTick: () => void; children: React.ReactNode }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = state === "some";
  });
  return (
    <label className={`check ${state}`}>
      <input ref={box} type="checkbox" checked={state === "all"} data-testid={testId} onChange={onTick} />
      <span>{children}</span>
    </label>
  );
}
