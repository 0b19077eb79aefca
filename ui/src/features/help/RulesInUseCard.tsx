// Owns which rules are in use, and newer ones from a file or an address. Refuses to fetch what nobody pressed for.
import { Plus, RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { m } from "../../paraglide/messages.js";
import type { RulesInUse } from "../../ipc/bindings";
import type { Host } from "../../ipc/host";
import { date } from "../../words/amounts";
import { FetchRules } from "./FetchRules";

export function RulesInUseCard({ host, fail }: { host: Host; fail: (thrown: unknown) => void }) {
  const [rules, setRules] = useState<RulesInUse | null>(null);
  useEffect(() => {
    let current = true;
    host.rulesInUse().then((found) => current && setRules(found), fail);
    return () => {
      current = false;
    };
  }, [host, fail]);
  const change = (next: Promise<RulesInUse | null>) =>
    void next.then((found) => {
      if (!found) return;
      setRules(found);
      announce(m.rules_now({ date: date(found.newest) }));
    }, fail);
  return (
    <section className="card" data-testid="rules-in-use">
      <h2>{m.rules_title()}</h2>
      {rules ? (
        <p data-testid="rules-are">
          {m.rules_are({ rules: String(rules.rules), date: date(rules.newest) })} {origin(rules)} {rules.stale ? m.rules_stale() : null}
        </p>
      ) : null}
      <p className="soft">{m.rules_add_help()}</p>
      <div className="row">
        <Button icon={Plus} onClick={() => change(host.addRules())} testId="rules-add">
          {m.rules_add()}
        </Button>
        {rules?.added ? (
          <Button look="bare" icon={RotateCcw} onClick={() => change(host.resetRules())} testId="rules-reset">
            {m.rules_reset()}
          </Button>
        ) : null}
      </div>
      {rules ? <FetchRules host={host} known={rules.address} onRules={setRules} fail={fail} /> : null}
    </section>
  );
}

function origin(rules: RulesInUse): string {
  if (!rules.added) return m.rules_own();
  return rules.from === null ? m.rules_added_from() : m.rules_fetched_from({ host: rules.from });
}
