// Owns what stands beside the open caption: notes on the script, findings with what mends them, offers.
// Refuses what the acts of the row say already.
import { Sparkles, Wrench } from "lucide-react";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Say } from "../../design/Say";
import type { Film } from "../../film/film";
import type { CueState } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { findingWords, fixName, lintLevel, offerWhy, offerWords } from "../../words/lint";
import { type Marks, othersOf } from "./marks";
import { NoteView } from "./NoteView";
import type { MarkActs } from "./useMarkActs";

interface Props {
  index: number;
  marks: Marks;
  state: CueState | undefined;
  film: Film;
  acts: MarkActs;
}

export function RowMarks({ index, marks, state, film, acts }: Props) {
  const findings = othersOf(state, marks.findings);
  if (findings.length + marks.offers.length + marks.notes.length === 0) return null;
  const back = () => focusSoon(`#cue-text-${index}`);
  const then = (act: Promise<boolean>) => void act.then((done) => done && back());
  const of = <span className="hidden"> {m.of_cue({ n: String(index + 1) })}</span>;
  return (
    <ul className="marks" aria-label={m.marks_label({ n: String(index + 1) })} data-testid={`cue-${index}-marks`}>
      {marks.notes.map((note, n) => (
        <li key={`note ${note.index}`}>
          <NoteView note={note} film={film} marks={acts} onDone={back} name={`cue-${index}-note-${n}`} />
        </li>
      ))}
      {findings.map((finding, n) => (
        <li key={`${finding.code} ${finding.text}`} className="mark">
          <Say level={lintLevel(finding.level)}>{findingWords(finding)}</Say>
          {finding.fix ? (
            <Button icon={Wrench} onClick={() => then(acts.mend(finding))} testId={`cue-${index}-mend-${n}`}>
              {fixName(finding.fix)}
              {of}
            </Button>
          ) : null}
        </li>
      ))}
      {marks.offers.map((offer, n) => (
        <li key={`offer ${offer.from}`} className="mark">
          <Say level="note">{`${offerWords(offer)} ${offerWhy(offer)}`}</Say>
          <Button icon={Sparkles} onClick={() => then(acts.take(offer))} testId={`cue-${index}-offer-${n}`}>
            {m.offer_take()}
            {of}
          </Button>
        </li>
      ))}
    </ul>
  );
}
