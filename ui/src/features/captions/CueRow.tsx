// Owns one caption: number, time, speaker, native text field, state in words, and its acts while it is open.
// Refuses to know its neighbours.
import { memo } from "react";
import { Say } from "../../design/Say";
import { useTyped } from "../../desk/useTyped";
import type { Film } from "../../film/film";
import type { Step } from "../../film/frames";
import type { Cue, CueState, Language } from "../../ipc/bindings";
import { at, shortLength } from "../../words/amounts";
import { fieldName, rowName } from "../../words/cues";
import { EnglishField } from "./EnglishField";
import { type Marks, stateWords } from "./marks";
import { RowActs } from "./RowActs";
import { RowMarks } from "./RowMarks";
import type { CueActs } from "./useCueActs";
import type { EnglishActs } from "./useEnglish";
import type { MarkActs } from "./useMarkActs";

/** The fine work, the same for whichever caption is open. */
export interface Fine {
  step: Step;
  shown: boolean;
  onShow: (shown: boolean) => void;
  onSpeaker: (index: number) => void;
  onShift: (index: number) => void;
  film: Film;
  marks: MarkActs;
}

interface Props {
  /** what is done with the English under the captions; null where there is none */
  english: EnglishActs | null;
  index: number;
  count: number;
  cue: Cue;
  state: CueState | undefined;
  marks: Marks;
  /** null when it is not open: the others are not drawn again for it */
  fine: Fine | null;
  /** drawn again when the language changes */
  language: Language;
  acts: CueActs;
}

/** Each answer of the program brings new objects: only what changed in them is drawn again. */
const same = (a: Props, b: Props): boolean =>
  a.cue.start_us === b.cue.start_us &&
  a.cue.end_us === b.cue.end_us &&
  a.cue.text === b.cue.text &&
  a.cue.speaker === b.cue.speaker &&
  a.state?.problem === b.state?.problem &&
  a.state?.letters_per_second === b.state?.letters_per_second &&
  a.state?.extend_us === b.state?.extend_us &&
  a.marks.key === b.marks.key &&
  a.cue.translation?.text === b.cue.translation?.text &&
  a.cue.translation?.machine_made === b.cue.translation?.machine_made &&
  a.english === b.english &&
  a.index === b.index &&
  a.count === b.count &&
  a.fine === b.fine &&
  a.language === b.language &&
  a.acts === b.acts;

export const CueRow = memo(function CueRow({ index, count, cue, state, marks, english, fine, acts }: Props) {
  const typed = useTyped(cue.text, (text) => acts.commit(index, text));
  const words = stateWords(state, marks);
  return (
    <li className={fine ? "cue now" : "cue"} id={`cue-${index}`} aria-current={fine ? "true" : undefined} aria-label={rowName(cue, words.text, index)} aria-setsize={count} aria-posinset={index + 1}>
      <span className="n" aria-hidden="true">
        {index + 1}
      </span>
      <div className="t">
        <time>{at(cue.start_us)}</time>
        <span className="len">{shortLength(cue.end_us - cue.start_us)}</span>
        {cue.speaker ? <span className="by">{cue.speaker}</span> : null}
      </div>
      <textarea
        id={`cue-text-${index}`}
        rows={Math.max(2, typed.value.split("\n").length)}
        {...typed.field}
        aria-label={fieldName(cue, words.text, index, count)}
        data-testid={`cue-${index}-text`}
        onFocus={() => acts.open(index)}
      />
      <Say level={words.level} id={`cue-state-${index}`}>
        {words.text}
      </Say>
      {english ? <EnglishField index={index} cue={cue} open={fine !== null} acts={english} onOpen={acts.open} /> : null}
      {fine ? <RowActs index={index} count={count} cue={cue} state={state} fine={fine} acts={acts} /> : null}
      {fine ? <RowMarks index={index} marks={marks} state={state} film={fine.film} acts={fine.marks} /> : null}
    </li>
  );
}, same);
