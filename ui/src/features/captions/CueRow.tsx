// Owns one cue: number, time, native text field, state in words, and its acts while it is open.
// Refuses to know its neighbours.
import { ArrowLeftToLine, ArrowRightToLine, ChevronsLeft, ChevronsRight, Clock, Merge, Play, Plus, Split, Trash2 } from "lucide-react";
import { memo, useRef } from "react";
import { Button } from "../../design/Button";
import { More } from "../../design/More";
import { Say } from "../../design/Say";
import { useTyped } from "../../desk/useTyped";
import { m } from "../../paraglide/messages.js";
import type { Cue, CueState, Language } from "../../ipc/bindings";
import { at, shortLength } from "../../words/amounts";
import { cueWords } from "../../words/cues";

const NUDGE_US = 100_000;

export interface CueActs {
  open: (index: number) => void;
  commit: (index: number, text: string) => Promise<boolean>;
  hear: (index: number) => void;
  extend: (index: number, by: number) => Promise<void>;
  startHere: (index: number) => void;
  endHere: (index: number) => void;
  nudge: (index: number, by: number) => void;
  split: (index: number, text: string, caret: number) => Promise<void>;
  merge: (index: number) => Promise<void>;
  remove: (index: number) => Promise<void>;
  insert: (index: number) => Promise<void>;
}

interface Props {
  index: number;
  count: number;
  cue: Cue;
  state: CueState | undefined;
  open: boolean;
  /** drawn again when the language changes */
  language: Language;
  acts: CueActs;
}

export const CueRow = memo(function CueRow({ index, count, cue, state, open, acts }: Props) {
  const caret = useRef(0);
  const typed = useTyped(cue.text, (text) => acts.commit(index, text));
  const n = String(index + 1);
  const words = cueWords(state);
  return (
    <li className={open ? "cue now" : "cue"} id={`cue-${index}`} aria-current={open ? "true" : undefined}>
      <span className="n" aria-hidden="true">
        {n}
      </span>
      <div className="t">
        <time>{at(cue.start_us)}</time>
        <span className="len">{shortLength(cue.end_us - cue.start_us)}</span>
      </div>
      <textarea
        id={`cue-text-${index}`}
        rows={Math.max(2, typed.value.split("\n").length)}
        {...typed.field}
        aria-label={m.cue_name({ n })}
        aria-describedby={`cue-state-${index}`}
        data-testid={`cue-${index}-text`}
        onFocus={() => acts.open(index)}
        onSelect={(event) => {
          caret.current = event.currentTarget.selectionStart;
        }}
      />
      <Say level={words.level} id={`cue-state-${index}`}>
        {words.text}
      </Say>
      {open ? <Acts index={index} count={count} state={state} acts={acts} onSplit={() => void acts.split(index, typed.value, caret.current)} /> : null}
    </li>
  );
});

function Acts({ index, count, state, acts, onSplit }: { index: number; count: number; state: CueState | undefined; acts: CueActs; onSplit: () => void }) {
  const n = String(index + 1);
  const extend = state?.extend_us ?? 0;
  const mendBySplit = state !== undefined && extend === 0 && state.problem !== "none" && state.problem !== "too-short";
  return (
    <div className="more row">
      <Button look="soft" icon={Play} onClick={() => acts.hear(index)} testId={`cue-${index}-hear`}>
        {m.hear()}
        <span className="hidden"> {m.of_cue({ n })}</span>
      </Button>
      {extend > 0 ? (
        <Button look="main" icon={Clock} onClick={() => void acts.extend(index, extend)} testId={`cue-${index}-extend`}>
          {m.cue_extend({ length: shortLength(extend) })}
        </Button>
      ) : null}
      <Button look={mendBySplit ? "main" : "soft"} icon={Split} onClick={onSplit} testId={`cue-${index}-split`}>
        {m.cue_split()}
      </Button>
      <More
        look="soft"
        testId={`cue-${index}-more`}
        items={[
          { id: "start", words: m.set_start_here(), icon: ArrowLeftToLine, act: () => acts.startHere(index) },
          { id: "end", words: m.set_end_here(), icon: ArrowRightToLine, act: () => acts.endHere(index) },
          { id: "earlier", words: m.nudge_earlier(), icon: ChevronsLeft, act: () => acts.nudge(index, -NUDGE_US) },
          { id: "later", words: m.nudge_later(), icon: ChevronsRight, act: () => acts.nudge(index, NUDGE_US) },
          { id: "merge", words: m.cue_merge(), icon: Merge, off: index === count - 1, act: () => void acts.merge(index) },
          { id: "insert", words: m.cue_insert(), icon: Plus, act: () => void acts.insert(index) },
          { id: "delete", words: m.cue_remove(), icon: Trash2, stop: true, act: () => void acts.remove(index) },
        ]}
      >
        {m.more()}
        <span className="hidden"> {m.more_cue({ n })}</span>
      </More>
    </div>
  );
}
