// Owns one part: kept or removed, its time, what is said in it, and its acts while it is open.
// Refuses to know its neighbours.
import { ArrowLeftToLine, ArrowRightToLine, Check, ChevronDown, ChevronUp, Play, RotateCcw, Scissors, Split } from "lucide-react";
import { memo } from "react";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { Ends } from "../../desk/Ends";
import type { Step } from "../../film/frames";
import { m } from "../../paraglide/messages.js";
import type { Language, Part } from "../../ipc/bindings";
import { at, shortLength } from "../../words/amounts";
import { borderName, type PartActs } from "./usePartActs";

interface Props {
  part: Part;
  index: number;
  said: string;
  open: boolean;
  playable: boolean;
  /** null when it is not open: the others are not drawn again for it */
  fine: Fine | null;
  /** drawn again when the language changes */
  language: Language;
  acts: PartActs;
}

/** The fine work, the same for whichever part is open. */
export interface Fine {
  step: Step;
  shown: boolean;
  onShow: (shown: boolean) => void;
}

/** Each answer of the program brings new objects: only what changed in them is drawn again. */
const same = (a: Props, b: Props): boolean =>
  a.part.start_us === b.part.start_us &&
  a.part.end_us === b.part.end_us &&
  a.part.kept === b.part.kept &&
  (Object.keys(a) as (keyof Props)[]).every((name) => name === "part" || Object.is(a[name], b[name]));

export const PartRow = memo(function PartRow({ part, index, said, open, playable, fine, acts }: Props) {
  const n = String(index + 1);
  const state = part.kept ? m.keeps() : m.drops();
  const length = shortLength(part.end_us - part.start_us);
  return (
    <li className={`seg ${part.kept ? "keep" : "cut"}${open ? " now" : ""}`} aria-current={open ? "true" : undefined} data-testid={`part-${index}`}>
      <p className="state" data-testid={`part-${index}-state`}>
        <span className="hidden">{m.part_name({ n })} </span>
        <Icon of={part.kept ? Check : Scissors} />
        {state}
      </p>
      <div className="num">
        <b>{m.from_to({ from: at(part.start_us), to: at(part.end_us) })}</b>
        <br />
        <span className="soft small">{part.kept || said !== "" ? length : m.pause_length({ length })}</span>
      </div>
      <p className="what">{said === "" ? m.breath() : m.quoted({ text: said })}</p>
      <div className="row acts-end">
        <Button look="soft" icon={Play} id={`part-${index}-hear`} off={!playable} onClick={() => acts.hear(index)} testId={`part-${index}-hear`}>
          {m.hear()}
          <span className="hidden"> {m.part_with_state({ n, state })}</span>
        </Button>
        {open ? (
          <Button look={part.kept ? "plain" : "main"} id={`part-${index}-toggle`} icon={part.kept ? Scissors : RotateCcw} onClick={() => void acts.toggle()} testId={`part-${index}-toggle`}>
            {part.kept ? m.part_drop() : m.part_keep()}
            <span className="hidden"> {m.part_with_state({ n, state })}</span>
          </Button>
        ) : (
          <Button look="bare" icon={ChevronDown} aria-expanded={false} onClick={() => acts.open(index)} testId={`part-${index}-open`}>
            {m.unfold()}
            <span className="hidden"> {m.part_with_state({ n, state })}</span>
          </Button>
        )}
      </div>
      {open && fine ? <Open part={part} index={index} playable={playable} fine={fine} acts={acts} /> : null}
    </li>
  );
}, same);

function Open({ part, index, playable, fine, acts }: { part: Part; index: number; playable: boolean; fine: Fine; acts: PartActs }) {
  const of = <span className="hidden"> {m.the_part({ n: String(index + 1) })}</span>;
  return (
    <>
      <div className="more row">
        <Button icon={Play} id={`part-${index}-join`} off={!playable} onClick={acts.join} testId={`part-${index}-join`}>
          {m.hear_join()}
          {of}
        </Button>
        <Button icon={ArrowLeftToLine} id={`part-${index}-start`} onClick={() => void acts.here("start")} testId={`part-${index}-start`}>
          {m.set_start_here()}
          {of}
        </Button>
        <Button icon={ArrowRightToLine} id={`part-${index}-end`} onClick={() => void acts.here("end")} testId={`part-${index}-end`}>
          {m.set_end_here()}
          {of}
        </Button>
        <Button icon={Split} id={`part-${index}-split`} onClick={() => void acts.split()} testId={`part-${index}-split`}>
          {m.split_here()}
        </Button>
        <Button
          look="bare"
          icon={fine.shown ? ChevronUp : ChevronDown}
          id={`part-${index}-fine`}
          aria-expanded={fine.shown}
          aria-controls={fine.shown ? "part-fine" : undefined}
          onClick={() => fine.onShow(!fine.shown)}
          testId={`part-${index}-fine`}
        >
          {m.fine_tune()}
          {of}
        </Button>
      </div>
      {fine.shown ? <Ends id="part-fine" prefix={`part-${index}`} range={part} step={fine.step} name={(side) => borderName(side, index)} onPlace={acts.place} onNudge={acts.nudge} onStep={acts.setStep} /> : null}
    </>
  );
}
