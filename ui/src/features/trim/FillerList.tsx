// Owns the filler sounds as proposals, one by one: hear it, hear the film without it, remove it, leave it.
// Refuses to remove several at once, and to show at once what could mean something.
import { ChevronDown, ChevronUp, Hand, Play, Scissors } from "lucide-react";
import { useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import type { Filler } from "../../ipc/bindings";
import { at } from "../../words/amounts";
import type { Fillers } from "./useFillers";
import { inPlace, without } from "./words";

const AROUND_US = 1_500_000;

export function FillerList({ film, fillers }: { film: Film; fillers: Fillers }) {
  const [more, setMore] = useState(false);
  const { sure, perhaps } = fillers;
  return (
    <div className="fillers">
      <p className="help lead-in" tabIndex={-1} id="fillers-lead">
        {sure.length > 0 ? m.fillers_help({ count: sure.length }) : m.fillers_none()}
      </p>
      <Rows list={sure} name="sure" film={film} fillers={fillers} />
      {perhaps.length > 0 ? (
        <Button look="bare" icon={more ? ChevronUp : ChevronDown} aria-expanded={more} onClick={() => setMore(!more)} testId="fillers-more">
          {m.fillers_more({ count: perhaps.length })}
        </Button>
      ) : null}
      {more && perhaps.length > 0 ? (
        <>
          <p className="help lead-in">{m.fillers_perhaps()}</p>
          <Rows list={perhaps} name="perhaps" film={film} fillers={fillers} />
        </>
      ) : null}
    </div>
  );
}

function Rows({ list, name, film, fillers }: { list: Filler[]; name: string; film: Film; fillers: Fillers }) {
  const desk = useDesk();
  const { cuts, captions } = desk.view.draft;
  const playable = desk.view.media_url !== null;
  /** The focus goes to what comes next, or back to the first line when nothing does. */
  const next = (index: number) => focusSoon(index < list.length - 1 ? `#filler-${name}-${index}` : index > 0 ? `#filler-${name}-${index - 1}` : "#fillers-lead");
  const remove = async (filler: Filler, index: number) => {
    if (!(await desk.edit({ edit: "set-range", range: { start_us: filler.start_us, end_us: filler.end_us }, kept: false, act: "filler" }))) return;
    announce(m.filler_gone({ text: filler.text, count: list.length - 1 }));
    next(index);
  };
  const leave = (filler: Filler, index: number) => {
    fillers.leave(filler);
    announce(m.filler_left({ text: filler.text, count: list.length - 1 }));
    next(index);
  };
  return (
    <ol className="lines">
      {list.map((filler, index) => {
        const plan = inPlace(cuts.parts, filler, AROUND_US);
        const of = <span className="hidden"> {m.quoted({ text: filler.text })}</span>;
        const line = filler.cue === null ? undefined : captions.cues[filler.cue]?.text.replace(/\s+/gu, " ");
        return (
          <li key={`${filler.start_us} ${filler.text}`} className="line" data-testid={`filler-${name}-${index}`}>
            <p id={`filler-${name}-${index}`} tabIndex={-1}>
              <span className="num">{at(filler.start_us)}</span> <b>{m.quoted({ text: filler.text })}</b>
              {line ? <span className="soft"> {m.filler_in({ text: line })}</span> : null}
            </p>
            <div className="row acts-end">
              <Button look="soft" icon={Play} off={!playable} onClick={() => film.play(plan)} testId={`filler-${name}-${index}-hear`}>
                {m.hear()}
                {of}
              </Button>
              <Button look="soft" icon={Play} off={!playable} onClick={() => film.play(without(plan, filler))} testId={`filler-${name}-${index}-without`}>
                {m.hear_without()}
                {of}
              </Button>
              <Button icon={Scissors} onClick={() => void remove(filler, index)} testId={`filler-${name}-${index}-remove`}>
                {m.filler_remove()}
                {of}
              </Button>
              <Button look="bare" icon={Hand} onClick={() => leave(filler, index)} testId={`filler-${name}-${index}-leave`}>
                {m.filler_leave()}
                {of}
              </Button>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
