// Owns the questions that only the creator can answer, and the honest line under every check.
// Refuses "safe".
import { ShieldCheck } from "lucide-react";
import { Banner } from "../../design/Banner";
import { Icon } from "../../design/Icon";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import type { CheckReport } from "../../ipc/bindings";
import { date } from "../../words/amounts";

/** Ids are kept with the film as evidence: never rename one. */
const questions = ["ad-label", "tried-product", "people-agreed", "no-ai"] as const;

const words: Record<(typeof questions)[number], () => string> = {
  "ad-label": m.answer_ad_label,
  "tried-product": m.answer_tried,
  "people-agreed": m.answer_people,
  "no-ai": m.answer_no_ai,
};

export function CheckAside({ report, left }: { report: CheckReport | null; left: number }) {
  const desk = useDesk();
  const { answers } = desk.view.draft;
  const yes = (question: string) => answers.some((answer) => answer.question === question && answer.yes);
  const tick = (question: string, on: boolean) =>
    void desk.edit(({ draft }) => ({ edit: "set-answers", answers: [...draft.answers.filter((answer) => answer.question !== question), { question, yes: on }] }));
  return (
    <aside className="side scroll" data-region="aside" aria-label={m.before_posting()}>
      <section className="card ready">
        <h2>{m.before_posting()}</h2>
        <fieldset>
          <legend className="hidden">{m.answers_legend()}</legend>
          {questions.map((question) => (
            <label className="check" key={question}>
              <input type="checkbox" checked={yes(question)} data-testid={`answer-${question}`} onChange={(event) => tick(question, event.target.checked)} />
              <span>{words[question]()}</span>
            </label>
          ))}
        </fieldset>
        <p className="help">{m.answers_kept()}</p>
      </section>
      {report ? (
        <section className="honest" aria-labelledby="honest">
          <Icon of={ShieldCheck} />
          <div>
            <p id="honest" tabIndex={-1} data-testid="honest">
              <b>{left === 0 ? m.honest_none() : m.honest_else()}</b> {m.honest_rules({ date: date(report.newest) })}
            </p>
            <p>{m.honest_may_miss()}</p>
          </div>
        </section>
      ) : null}
      {report?.stale ? <Banner level="warn" title={m.rules_stale()} testId="stale" /> : null}
    </aside>
  );
}
