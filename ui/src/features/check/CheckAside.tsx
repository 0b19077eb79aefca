// Owns what stands beside the findings: the checklist and the honest line under every check.
// Refuses "safe".
import { ShieldCheck } from "lucide-react";
import { Banner } from "../../design/Banner";
import { Icon } from "../../design/Icon";
import { m } from "../../paraglide/messages.js";
import type { CheckReport } from "../../ipc/bindings";
import { date } from "../../words/amounts";
import { Checklist } from "./Checklist";
import { Ready } from "./Ready";

export function CheckAside({ report, left }: { report: CheckReport | null; left: number }) {
  return (
    <aside className="side scroll" data-region="aside" aria-label={m.before_posting()}>
      {report ? <Ready report={report} /> : null}
      {report ? <Checklist questions={report.questions} /> : null}
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
