// Owns one part: kept or removed, its time, what is said in it, its acts. Refuses typed times.
import { ArrowLeftToLine, ArrowRightToLine, Check, ChevronDown, Play, RotateCcw, Scissors } from "lucide-react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Icon } from "../../design/Icon";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import type { Part } from "../../ipc/bindings";
import { at, longLength, shortLength } from "../../words/amounts";
import { around, saidIn } from "./parts";

interface Props {
  part: Part;
  index: number;
  open: boolean;
  film: Film;
  onOpen: () => void;
}

export function PartRow({ part, index, open, film, onOpen }: Props) {
  const desk = useDesk();
  const { cuts, captions } = desk.view.draft;
  const n = String(index + 1);
  const said = saidIn(captions.cues, part);
  const playable = desk.view.media_url !== null;
  const hear = () => {
    onOpen();
    film.play([part]);
  };
  const toggle = async () => {
    onOpen();
    const view = await desk.edit({ edit: "set-part", index, kept: !part.kept });
    if (!view) return;
    announce(m.part_told({ n, state: part.kept ? m.removed() : m.kept(), length: longLength(view.output_us) }));
    focusSoon(`#part-${index}-toggle`);
  };
  const border = async (which: number, words: string) => {
    if (await desk.edit({ edit: "move-border", index: which, at_us: film.now() })) announce(words);
  };
  return (
    <li className={`seg ${part.kept ? "keep" : "cut"}${open ? " now" : ""}`} aria-current={open ? "true" : undefined} data-testid={`part-${index}`}>
      <p className="state" data-testid={`part-${index}-state`}>
        <Icon of={part.kept ? Check : Scissors} />
        {part.kept ? m.keeps() : m.drops()}
      </p>
      <div className="num">
        <b>{m.from_to({ from: at(part.start_us), to: at(part.end_us) })}</b>
        <br />
        <span className="soft small">{part.kept || said !== "" ? shortLength(part.end_us - part.start_us) : m.pause_length({ length: shortLength(part.end_us - part.start_us) })}</span>
      </div>
      <p className="what">{said === "" ? m.breath() : m.quoted({ text: said })}</p>
      <div className="row acts-end">
        <Button look="soft" icon={Play} off={!playable} onClick={hear} testId={`part-${index}-hear`}>
          {m.hear()}
          <span className="hidden"> {m.of_part({ n })}</span>
        </Button>
        {open ? (
          <Button look={part.kept ? "plain" : "main"} id={`part-${index}-toggle`} icon={part.kept ? Scissors : RotateCcw} onClick={() => void toggle()} testId={`part-${index}-toggle`}>
            {part.kept ? m.part_drop() : m.part_keep()}
            <span className="hidden"> {m.the_part({ n })}</span>
          </Button>
        ) : (
          <Button look="bare" icon={ChevronDown} aria-expanded={false} onClick={onOpen} testId={`part-${index}-open`}>
            {m.unfold()}
            <span className="hidden"> {m.the_part({ n })}</span>
          </Button>
        )}
      </div>
      {open ? (
        <div className="more row">
          {index > 0 || index < cuts.parts.length - 1 ? (
            <Button icon={Play} off={!playable} onClick={() => film.play(around(cuts.parts, index))} testId={`part-${index}-join`}>
              {m.hear_join()}
            </Button>
          ) : null}
          {index > 0 ? (
            <Button icon={ArrowLeftToLine} onClick={() => void border(index, m.part_start_set({ n }))} testId={`part-${index}-start`}>
              {m.set_start_here()}
            </Button>
          ) : null}
          {index < cuts.parts.length - 1 ? (
            <Button icon={ArrowRightToLine} onClick={() => void border(index + 1, m.part_end_set({ n }))} testId={`part-${index}-end`}>
              {m.set_end_here()}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
