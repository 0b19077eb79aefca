// Owns one finding beside the text it speaks of: what to say instead, and the four acts. Refuses the order and the
// place of the list.
import { Check, CircleQuestionMark, Eye, Hand } from "lucide-react";
import { useState } from "react";
import { announce } from "../design/announce";
import { Ask } from "../design/Ask";
import { Button } from "../design/Button";
import { focusSoon } from "../design/focus";
import { Tag } from "../design/Say";
import { m } from "../paraglide/messages.js";
import type { CheckedFinding } from "../ipc/bindings";
import { level, levelName, whereName } from "../words/findings";
import { pick } from "../words/language";
import { useDesk } from "./desk";
import { WhyDetails } from "./WhyDetails";

interface Props {
  finding: CheckedFinding;
  /** id of the text field that holds its words */
  field: string;
  /** false while the draft is no longer the one that was checked */
  current: boolean;
  testId: string;
}

export function FindingBeside({ finding, field, current, testId }: Props) {
  const desk = useDesk();
  const [why, setWhy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [mending, setMending] = useState(false);
  const { place } = finding;
  const off = mending || !current;
  const show = () => {
    if (!("start" in place)) return;
    focusSoon(`#${field}`, (element) => element instanceof HTMLTextAreaElement && element.setSelectionRange(place.start, place.end));
  };
  const act = async (change: () => ReturnType<typeof desk.host.applySuggestion>, words: string) => {
    setMending(true);
    const view = await desk.act(change);
    setMending(false);
    if (!view) return;
    announce(words);
    show();
  };
  const where = whereName(finding);
  const { host, view } = desk;
  return (
    <section className={`card finding ${level(finding.severity)}`} data-testid={testId}>
      <header>
        <Tag level={level(finding.severity)}>{levelName(finding.severity)}</Tag>
        <span className="where">{where}</span>
      </header>
      <h2>{pick(finding.title)}</h2>
      <p className="small">{pick(finding.message)}</p>
      <p className="try">
        <b>{m.try_saying()}</b> {finding.replacement === null ? pick(finding.suggestion) : m.quoted({ text: finding.replacement })}
      </p>
      {why ? <WhyDetails finding={finding} /> : null}
      <div className="row">
        {finding.replacement === null ? null : (
          <Button look="main" icon={Check} off={off} onClick={() => void act(() => host.applySuggestion(view.id, finding.key), m.fixed_in({ where }))} testId={`${testId}-apply`}>
            {m.use_suggestion()}
          </Button>
        )}
        <Button look="bare" icon={Eye} onClick={show} testId={`${testId}-show`}>
          {m.show_me()}
        </Button>
        <Button look="bare" icon={CircleQuestionMark} aria-expanded={why} onClick={() => setWhy(!why)} testId={`${testId}-why`}>
          {m.why()}
        </Button>
        <Button look="bare" icon={Hand} off={off} onClick={() => setAsking(true)} testId={`${testId}-waive`}>
          {m.waive()}
        </Button>
      </div>
      {asking ? (
        <Ask
          title={m.waive()}
          label={m.waive_label()}
          help={m.waive_help()}
          rows={3}
          confirm={m.waive_confirm()}
          cancel={m.cancel()}
          onDone={(reason) => void act(() => host.waiveFinding(view.id, finding.key, reason), m.waived_in({ where }))}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}
