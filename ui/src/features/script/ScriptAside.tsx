// Owns what stands beside the script: length when spoken, and each finding with its suggestion.
// Refuses findings of other places.
import { Check, CircleQuestionMark, Eye } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Tag } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import { WhyDetails } from "../../desk/WhyDetails";
import { m } from "../../paraglide/messages.js";
import type { CheckedFinding } from "../../ipc/bindings";
import { spokenSeconds } from "../../time/spoken";
import { longLength } from "../../words/amounts";
import { level, levelName, whereName } from "../../words/findings";
import { pick } from "../../words/language";

/** A short film is about this long at most. */
const FULL_SECONDS = 45;

export function ScriptAside({ findings, stale, current }: { findings: CheckedFinding[]; stale: boolean; current: boolean }) {
  const { view } = useDesk();
  const length = spokenSeconds(view.draft.script.scenes.map((scene) => scene.say).join(" "));
  const advice = length === 0 ? m.spoken_none() : length < 20 ? m.spoken_short() : length <= FULL_SECONDS ? m.spoken_fits() : m.spoken_long();
  return (
    <>
      <section className="card spoken">
        <h2>{m.spoken_title()}</h2>
        <p className="fig num" data-testid="spoken-length">
          {longLength(length * 1e6)}
        </p>
        <div className="bar" aria-hidden="true">
          <span style={{ "--at": `${Math.min(100, (length / FULL_SECONDS) * 100)}%` } as CSSProperties} />
        </div>
        <p className="small soft">{advice}</p>
      </section>
      {findings.map((finding, n) => (
        <SceneFinding key={finding.key} finding={finding} n={n} current={current} />
      ))}
      {stale ? <p className="small soft">{m.rules_stale()}</p> : null}
    </>
  );
}

/** `current` is false while the draft is no longer the one that was checked. */
function SceneFinding({ finding, n, current }: { finding: CheckedFinding; n: number; current: boolean }) {
  const desk = useDesk();
  const [why, setWhy] = useState(false);
  const [mending, setMending] = useState(false);
  const place = finding.place;
  const show = () => {
    if (place.place !== "scene") return;
    focusSoon(`#scene-${place.index}-say`, (field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(place.start, place.end));
  };
  const apply = async () => {
    setMending(true);
    const view = await desk.act(() => desk.host.applySuggestion(desk.view.id, finding.key));
    setMending(false);
    if (!view) return;
    announce(m.fixed_in({ where: whereName(finding) }));
    show();
  };
  return (
    <section className={`card finding ${level(finding.severity)}`} data-testid={`scene-finding-${n}`}>
      <header>
        <Tag level={level(finding.severity)}>{levelName(finding.severity)}</Tag>
        <span className="where">{whereName(finding)}</span>
      </header>
      <h2>{pick(finding.title)}</h2>
      <p className="small">{pick(finding.message)}</p>
      <p className="try">
        <b>{m.try_saying()}</b> {finding.replacement === null ? pick(finding.suggestion) : m.quoted({ text: finding.replacement })}
      </p>
      {why ? <WhyDetails finding={finding} /> : null}
      <div className="row">
        {finding.replacement === null ? null : (
          <Button look="main" icon={Check} off={mending || !current} onClick={() => void apply()} testId={`scene-finding-${n}-apply`}>
            {m.use_suggestion()}
          </Button>
        )}
        <Button look="bare" icon={Eye} onClick={show} testId={`scene-finding-${n}-show`}>
          {m.show_me()}
        </Button>
        <Button look="bare" icon={CircleQuestionMark} aria-expanded={why} onClick={() => setWhy(!why)} testId={`scene-finding-${n}-why`}>
          {m.why()}
        </Button>
      </div>
    </section>
  );
}
