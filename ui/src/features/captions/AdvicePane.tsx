// Owns the dialog with everything to look at, one kind at a time: notes on the script, findings, offers, lines that
// were taken out. Refuses to do anything by itself, and to show more at once than can be looked through.
import { ArrowRight, Play, Scissors, Sparkles, Undo2, Wrench } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Pane } from "../../design/Pane";
import { Pick } from "../../design/Pick";
import { Say } from "../../design/Say";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import type { RemovedLine } from "../../ipc/bindings";
import { at } from "../../words/amounts";
import { findingWords, fixName, lintLevel, offerWhy, offerWords, removalWhy } from "../../words/lint";
import { heardWords } from "./marks";
import { NoteView } from "./NoteView";
import type { Advice } from "./useAdvice";
import type { MarkActs } from "./useMarkActs";

export type AdviceKind = "notes" | "findings" | "offers" | "removed";

const MOST = 40;

interface Props {
  first: AdviceKind | null;
  advice: Advice;
  film: Film;
  marks: MarkActs;
  onGo: (cue: number) => void;
  onClose: () => void;
}

const kinds: readonly AdviceKind[] = ["notes", "findings", "offers", "removed"];
const titles = { notes: m.advice_notes, findings: m.advice_findings, offers: m.advice_offers, removed: m.advice_removed };
const empty = { notes: m.advice_notes_none, findings: m.advice_findings_none, offers: m.advice_offers_none, removed: m.advice_removed_none };
const helps = { notes: m.advice_notes_help, findings: m.advice_findings_help, offers: m.advice_offers_help, removed: m.advice_removed_help };

const rangeOf = ({ words }: RemovedLine) => ({ start_us: Math.min(...words.map((word) => word.start_us)), end_us: Math.max(...words.map((word) => word.end_us)) });

export function AdvicePane({ first, advice, film, marks, onGo, onClose }: Props) {
  const counts = { notes: advice.notes.length, findings: advice.findings.length, offers: advice.offers.length, removed: advice.removed.length };
  const [kind, setKind] = useState<AdviceKind>(() => first ?? kinds.find((one) => counts[one] > 0) ?? "findings");
  const [shown, setShown] = useState(MOST);
  const count = counts[kind];
  const name = (n: number) => m.advice_cue({ n: String(n + 1) });
  /** The focus goes to what comes next, or to the lead when nothing does. */
  const next = async (index: number) => {
    await advice.again();
    focusSoon(index < count - 1 ? `#advice-${index}` : index > 0 ? `#advice-${index - 1}` : "#advice-lead");
  };
  // A dialog over a message would hide it: it closes when something was refused.
  const act = (doing: Promise<boolean>, index: number) => void doing.then((done) => (done ? next(index) : onClose()));
  const show = (cue: number) => {
    onClose();
    onGo(cue);
  };
  const goButton = (cue: number) => (
    <Button look="bare" icon={ArrowRight} onClick={() => show(cue)}>
      {m.show_me()}
      <span className="hidden"> {m.of_cue({ n: String(cue + 1) })}</span>
    </Button>
  );
  const row = (index: number, content: ReactNode) => (
    <li key={index} className="advice" id={`advice-${index}`} tabIndex={-1} data-testid={`advice-${index}`}>
      {content}
    </li>
  );
  const rows: Record<AdviceKind, () => ReactNode[]> = {
    notes: () =>
      advice.notes.slice(0, shown).map((note, n) =>
        row(n, <NoteView note={note} lead={`${name(note.cue)} `} film={film} marks={marks} onDone={() => void next(n)} name={`advice-${n}`} />),
      ),
    findings: () =>
      advice.findings.slice(0, shown).map((finding, n) =>
        row(
          n,
          <>
            <Say level={lintLevel(finding.level)}>{`${name(finding.cue)} ${findingWords(finding)}`}</Say>
            <div className="row">
              {finding.fix ? (
                <Button icon={Wrench} onClick={() => act(marks.mend(finding), n)} testId={`advice-${n}-mend`}>
                  {fixName(finding.fix)}
                  <span className="hidden"> {m.of_cue({ n: String(finding.cue + 1) })}</span>
                </Button>
              ) : null}
              {goButton(finding.cue)}
            </div>
          </>,
        ),
      ),
    offers: () =>
      advice.offers.slice(0, shown).map((offer, n) =>
        row(
          n,
          <>
            <Say level="note">{`${name(offer.cue)} ${offerWords(offer)} ${offerWhy(offer)}`}</Say>
            <div className="row">
              <Button icon={Sparkles} onClick={() => act(marks.take(offer), n)} testId={`advice-${n}-take`}>
                {m.offer_take()}
                <span className="hidden"> {m.of_cue({ n: String(offer.cue + 1) })}</span>
              </Button>
              {goButton(offer.cue)}
            </div>
          </>,
        ),
      ),
    removed: () =>
      advice.removed.slice(0, shown).map((line, n) => {
        const range = rangeOf(line);
        const of = <span className="hidden"> {m.quoted({ text: heardWords(line.words) })}</span>;
        return row(
          n,
          <>
            <p>
              <span className="num">{at(range.start_us)}</span> <b>{m.quoted({ text: heardWords(line.words) })}</b>
            </p>
            <p className="help">{removalWhy(line.reason)}</p>
            <div className="row">
              <Button look="soft" icon={Play} onClick={() => film.play([range])}>
                {m.hear()}
                {of}
              </Button>
              <Button icon={Undo2} onClick={() => act(marks.restore(n), n)} testId={`advice-${n}-restore`}>
                {m.line_restore()}
                {of}
              </Button>
            </div>
          </>,
        );
      }),
  };
  const repeated = advice.notes.filter((note) => note.kind === "repeated").length;
  return (
    <Pane title={m.advice_title()} first='[data-testid="advice-kind"] input:checked' onClose={onClose}>
      <div className="tall-pick">
        <Pick
          legend={m.advice_kind()}
          value={kind}
          testId="advice-kind"
          choices={kinds.map((value) => ({ value, words: m.advice_count({ title: titles[value](), count: String(counts[value]) }) }))}
          onPick={(next) => {
            setKind(next);
            setShown(MOST);
          }}
        />
      </div>
      <p className="help" id="advice-lead" tabIndex={-1}>
        {count > 0 ? helps[kind]() : empty[kind]()}
      </p>
      {kind === "notes" && repeated > 1 ? (
        <Button icon={Scissors} onClick={() => void marks.keepLast(null).then((done) => (done ? focusSoon("#advice-lead") : onClose()))} testId="advice-last-all">
          {m.note_keep_last_all({ count: repeated })}
        </Button>
      ) : null}
      {count > 0 ? (
        <ol className="advices" aria-label={titles[kind]()}>
          {rows[kind]()}
        </ol>
      ) : null}
      <div className="row">
        {count > shown ? (
          <Button onClick={() => setShown(shown + MOST)} testId="advice-more">
            {m.advice_more({ count: count - shown })}
          </Button>
        ) : null}
        <Button look="bare" onClick={onClose} testId="advice-close">
          {m.close()}
        </Button>
      </div>
    </Pane>
  );
}
