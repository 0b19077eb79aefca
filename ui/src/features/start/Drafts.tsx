// Owns the films begun: the last one to go on with, the others as rows. Refuses numbers that nobody asked for.
import { ArrowRight, Clock } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/Button";
import { Mini } from "../../design/Growth";
import { Icon } from "../../design/Icon";
import { m } from "../../paraglide/messages.js";
import type { DraftSummary, Step } from "../../ipc/bindings";
import { day, longLength } from "../../words/amounts";
import { stepName, steps } from "../../words/steps";

interface Props {
  drafts: DraftSummary[];
  onOpen: (id: string, step: Step) => void;
}

const FEW = 5;

export function Drafts({ drafts, onOpen }: Props) {
  const sorted = [...drafts].sort((a, b) => b.updated_at_ms - a.updated_at_ms);
  const [last, ...others] = sorted;
  if (!last) return null;
  const about = (draft: DraftSummary) => (draft.has_clip ? longLength(draft.duration_us) : m.no_clip_yet());
  return (
    <div className="left scroll">
      <article className="card resume">
        <Poster draft={last} big />
        <div>
          <p className="tag note">
            <Icon of={Clock} />
            {m.in_the_making()}
          </p>
          <h2>{last.title}</h2>
          <p className="soft">
            <Mini at={steps.indexOf(last.step)} /> {m.step_long({ n: String(steps.indexOf(last.step) + 1), name: stepName(last.step) })}
          </p>
          <p>
            {about(last)} · {day(last.updated_at_ms)}
          </p>
          <Button look="main" big after={ArrowRight} onClick={() => onOpen(last.id, last.step)} testId="resume">
            {m.go_on({ name: stepName(last.step) })}
          </Button>
        </div>
      </article>
      {others.length > 0 ? (
        <section className="card drafts">
          <h2>{m.other_films()}</h2>
          <ol>
            {others.map((draft, n) => (
              <li key={draft.id} data-testid={`draft-${n}`}>
                <Poster draft={draft} />
                <div>
                  <h3>{draft.title}</h3>
                  <p className="soft">
                    <Mini at={steps.indexOf(draft.step)} /> {stepName(draft.step)}
                  </p>
                  <p className="small soft">{about(draft)}</p>
                </div>
                <div className="end">
                  <Button after={ArrowRight} onClick={() => onOpen(draft.id, draft.step)} testId={`draft-${n}-open`}>
                    {m.open()}
                    <span className="hidden"> {draft.title}</span>
                  </Button>
                  <span className="small soft">{day(draft.updated_at_ms)}</span>
                </div>
              </li>
            ))}
          </ol>
          {others.length > FEW ? <p className="small soft">{m.films_count({ count: sorted.length })}</p> : null}
        </section>
      ) : null}
    </div>
  );
}

/** The film's own picture; its name stands beside it, so it says nothing itself. */
function Poster({ draft, big = false }: { draft: DraftSummary; big?: boolean }) {
  const [broken, setBroken] = useState(false);
  if (draft.poster_url === null || broken) return null;
  return <img className={big ? "poster big" : "poster"} src={draft.poster_url} alt="" onError={() => setBroken(true)} />;
}
