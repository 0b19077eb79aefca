// Owns the acts of the open caption: few as buttons, the rest in a menu of words, times behind a button.
// Refuses what they do.
import { ArrowLeftToLine, ArrowRightToLine, ChevronDown, ChevronsLeft, ChevronsRight, ChevronUp, Clock, FastForward, Merge, Play, Plus, Split, Timer, Trash2, UserRound } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../design/Button";
import { More } from "../../design/More";
import { Ends } from "../../desk/Ends";
import type { Cue, CueState } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { shortLength, stepWords } from "../../words/amounts";
import type { Fine } from "./CueRow";
import { type CueActs, endName } from "./useCueActs";

interface Props {
  index: number;
  count: number;
  cue: Cue;
  state: CueState | undefined;
  fine: Fine;
  acts: CueActs;
}

export function RowActs({ index, count, cue, state, fine, acts }: Props) {
  const buttons = useRef<HTMLDivElement>(null);
  // Whoever works in the row sees all of it.
  useEffect(() => {
    const row = buttons.current?.closest("li");
    if (row?.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
  }, []);
  const n = String(index + 1);
  const of = <span className="hidden"> {m.of_cue({ n })}</span>;
  const extend = state?.extend_us ?? 0;
  const mendBySplit = state !== undefined && extend === 0 && state.problem !== "none" && state.problem !== "too-short";
  const step = stepWords(fine.step);
  return (
    <>
      <div className="more row" ref={buttons}>
        <Button look="soft" icon={Play} onClick={() => acts.hear(index)} testId={`cue-${index}-hear`}>
          {m.hear()}
          {of}
        </Button>
        {extend > 0 ? (
          <Button look="main" icon={Clock} onClick={() => void acts.extend(index, extend)} testId={`cue-${index}-extend`}>
            {m.cue_extend({ length: shortLength(extend) })}
          </Button>
        ) : null}
        <Button look={mendBySplit ? "main" : "soft"} icon={Split} onClick={() => void acts.split(index)} testId={`cue-${index}-split`}>
          {m.cue_split()}
          {of}
        </Button>
        <Button
          look="soft"
          icon={fine.shown ? ChevronUp : ChevronDown}
          id={`cue-${index}-fine`}
          aria-expanded={fine.shown}
          aria-controls={fine.shown ? "cue-times" : undefined}
          onClick={() => fine.onShow(!fine.shown)}
          testId={`cue-${index}-fine`}
        >
          {m.fine_tune()}
          {of}
        </Button>
        <More
          look="soft"
          testId={`cue-${index}-more`}
          items={[
            { id: "play-on", words: m.play_on(), icon: FastForward, act: () => acts.playOn(index) },
            { id: "start", words: m.set_start_here(), icon: ArrowLeftToLine, act: () => void acts.here(index, "start") },
            { id: "end", words: m.set_end_here(), icon: ArrowRightToLine, act: () => void acts.here(index, "end") },
            { id: "earlier", words: m.move_earlier({ step }), icon: ChevronsLeft, act: () => void acts.move(index, -1) },
            { id: "later", words: m.move_later({ step }), icon: ChevronsRight, act: () => void acts.move(index, 1) },
            { id: "merge-back", words: m.cue_merge_back(), icon: Merge, off: index === 0, act: () => void acts.merge(index - 1) },
            { id: "merge", words: m.cue_merge(), icon: Merge, off: index === count - 1, act: () => void acts.merge(index) },
            { id: "insert", words: m.cue_insert(), icon: Plus, act: () => void acts.insert(index) },
            { id: "speaker", words: m.speaker_set(), icon: UserRound, act: () => fine.onSpeaker(index) },
            { id: "shift", words: m.shift_from_here(), icon: Timer, act: () => fine.onShift(index) },
            { id: "delete", words: m.cue_remove(), icon: Trash2, stop: true, act: () => void acts.remove(index) },
          ]}
        >
          {m.more()}
          <span className="hidden"> {m.more_cue({ n })}</span>
        </More>
      </div>
      {fine.shown ? (
        <Ends
          id="cue-times"
          prefix={`cue-${index}`}
          range={cue}
          step={fine.step}
          name={(side) => endName(side, index)}
          onPlace={(side, us) => acts.place(index, side, us)}
          onNudge={(side, by) => acts.nudge(index, side, by)}
          onStep={acts.setStep}
        />
      ) : null}
    </>
  );
}
