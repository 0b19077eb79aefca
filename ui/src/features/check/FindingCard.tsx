// Owns one finding: title, place, level, what is said now, what could be said, and the four acts.
// Refuses to mend anything itself.
import { Check, ChevronDown, CircleQuestionMark, Eye, Hand, Scissors } from "lucide-react";
import { useState } from "react";
import { Ask } from "../../design/Ask";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Tag } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import { WhyDetails } from "../../desk/WhyDetails";
import { m } from "../../paraglide/messages.js";
import type { CheckedFinding } from "../../ipc/bindings";
import { level, levelName, nowName, whereName } from "../../words/findings";
import { pick } from "../../words/language";

interface Props {
  finding: CheckedFinding;
  index: number;
  open: boolean;
  /** false while the draft is no longer the one that was checked */
  current: boolean;
  onOpen: () => void;
  onApply: () => void;
  onWaive: (reason: string) => void;
}

export function FindingCard({ finding, index, open, current, onOpen, onApply, onWaive }: Props) {
  const [why, setWhy] = useState(false);
  const [asking, setAsking] = useState(false);
  const show = useShow(finding);
  const kind = level(finding.severity);
  const id = `finding-title-${index}`;
  if (!open) {
    return (
      <article className={`card finding shut ${kind}`} data-testid={`finding-${index}`}>
        <div>
          <h2 id={id} tabIndex={-1}>
            {pick(finding.title)}
          </h2>
          <p>
            {finding.marked === "" ? (
              pick(finding.message)
            ) : (
              <Quoted finding={finding} />
            )}
          </p>
        </div>
        <div className="end">
          <span className="where">{whereName(finding)}</span>
          <Tag level={kind}>{levelName(finding.severity)}</Tag>
          <Button icon={ChevronDown} aria-expanded={false} onClick={onOpen} testId={`finding-${index}-open`}>
            {m.unfold()}
            <span className="hidden"> {pick(finding.title)}</span>
          </Button>
        </div>
      </article>
    );
  }
  return (
    <article className={`card finding ${kind}`} data-testid={`finding-${index}`}>
      <header>
        <h2 id={id} tabIndex={-1}>
          {pick(finding.title)}
        </h2>
        <span className="where">{whereName(finding)}</span>
        <Tag level={kind}>{levelName(finding.severity)}</Tag>
      </header>
      <p>{pick(finding.message)}</p>
      <dl className="swap">
        {finding.marked === "" ? null : (
          <div>
            <dt>{nowName(finding)}</dt>
            <dd>
              <Quoted finding={finding} />
            </dd>
          </div>
        )}
        <div className="to">
          <dt>{m.suggestion()}</dt>
          <dd>{finding.replacement === null ? pick(finding.suggestion) : m.quoted({ text: finding.replacement })}</dd>
        </div>
      </dl>
      {finding.spoken ? <Spoken at={finding.place.place === "cue" ? finding.place.at_us : null} /> : null}
      {why ? <WhyDetails finding={finding} /> : null}
      <div className="row">
        {finding.replacement === null ? null : (
          <Button look="main" icon={Check} off={!current} onClick={onApply} testId={`finding-${index}-apply`}>
            {m.use_suggestion()}
          </Button>
        )}
        {canShow(finding) ? (
          <Button icon={Eye} onClick={show} testId={`finding-${index}-show`}>
            {m.show_me()}
          </Button>
        ) : null}
        <Button look="bare" icon={CircleQuestionMark} aria-expanded={why} onClick={() => setWhy(!why)} testId={`finding-${index}-why`}>
          {m.why()}
        </Button>
        <Button look="bare" icon={Hand} off={!current} onClick={() => setAsking(true)} testId={`finding-${index}-waive`}>
          {m.waive()}
        </Button>
      </div>
      {asking ? (
        <Ask title={m.waive()} label={m.waive_label()} help={m.waive_help()} rows={3} confirm={m.waive_confirm()} cancel={m.cancel()} onDone={onWaive} onClose={() => setAsking(false)} />
      ) : null}
    </article>
  );
}

function Quoted({ finding }: { finding: CheckedFinding }) {
  return (
    <>
      {m.quote_open()}
      {finding.before}
      <mark className={level(finding.severity)}>{finding.marked}</mark>
      {finding.after}
      {m.quote_close()}
    </>
  );
}

/** The voice says it too: mending the caption does not mend the sound. */
function Spoken({ at }: { at: number | null }) {
  const desk = useDesk();
  return (
    <div className="source">
      <p>{m.spoken_too()}</p>
      <div className="row">
        <Button icon={Scissors} onClick={() => desk.go("trim", at === null ? undefined : { step: "trim", field: "", start: 0, end: 0, at_us: at })} testId="to-trim">
          {m.spoken_go_trim()}
        </Button>
      </div>
    </div>
  );
}

const canShow = ({ place }: CheckedFinding): boolean => !("at" in place) || place.at !== null;

/** Goes where the words stand and selects them; what was seen is shown in the film. */
function useShow({ place }: CheckedFinding): () => void {
  const desk = useDesk();
  return () => {
    if (place.place === "cue") desk.go("captions", { step: "captions", field: `cue-text-${place.index}`, start: place.start, end: place.end, at_us: place.at_us });
    else if (place.place === "scene") desk.go("script", { step: "script", field: `scene-${place.index}-say`, start: place.start, end: place.end });
    else if (place.place === "post") focusSoon("#post-text", (field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(place.start, place.end));
    else if (place.at) desk.go("trim", { step: "trim", field: "", start: 0, end: 0, at_us: place.at.start_us });
  };
}
