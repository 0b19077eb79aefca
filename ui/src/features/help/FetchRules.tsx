// Owns the address of newer rules and the one press that fetches them. Refuses to go on the network by itself.
import { Download, X } from "lucide-react";
import { useId, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Growth } from "../../design/Growth";
import { m } from "../../paraglide/messages.js";
import type { RulesInUse } from "../../ipc/bindings";
import type { Host } from "../../ipc/host";
import { date } from "../../words/amounts";
import { asError } from "../../words/errors";

interface Props {
  host: Host;
  /** the address that gave rules the last time */
  known: string | null;
  onRules: (rules: RulesInUse) => void;
  fail: (thrown: unknown) => void;
}

interface Going {
  job: string;
  fraction: number;
}

export function FetchRules({ host, known, onRules, fail }: Props) {
  const id = useId();
  const [address, setAddress] = useState(known ?? "");
  const [going, setGoing] = useState<Going | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const percent = String(Math.floor((going?.fraction ?? 0) * 100));
  const fetch = async () => {
    const job = `rules-${Date.now()}`;
    const end = (said: string) => {
      setOutcome(said);
      announce(said);
    };
    setOutcome(null);
    setGoing({ job, fraction: 0 });
    announce(m.rules_fetching());
    try {
      const found = await host.fetchRules(address, job, ({ fraction }) => setGoing({ job, fraction }));
      onRules(found.rules);
      end(found.new ? m.rules_now({ date: date(found.rules.newest) }) : m.rules_no_newer());
    } catch (thrown) {
      if (asError(thrown).code === "cancelled") end(m.rules_fetch_stopped());
      else fail(thrown);
    } finally {
      setGoing(null);
    }
  };
  const stop = (job: string) => {
    focusSoon("#rules-fetch");
    host.cancelJob(job).catch(fail);
  };
  return (
    <form
      className="sheet"
      onSubmit={(event) => {
        event.preventDefault();
        void fetch();
      }}
    >
      <div>
        <label htmlFor={id}>{m.rules_address()}</label>
        <input
          id={id}
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={2000}
          value={address}
          aria-describedby={`${id}-help`}
          data-testid="rules-address"
          onChange={(event) => setAddress(event.target.value)}
        />
        <p className="soft" id={`${id}-help`}>
          {known === null ? `${m.rules_address_none()} ` : null}
          {m.rules_address_help()}
        </p>
      </div>
      {going ? <Growth label={m.rules_fetching()} spoken={m.percent({ n: percent })} fraction={going.fraction} parts={[going.fraction]} /> : null}
      {outcome ? <p data-testid="rules-outcome">{outcome}</p> : null}
      <div className="row">
        <Button icon={Download} id="rules-fetch" off={going !== null} submit testId="rules-fetch">
          {going ? m.rules_fetching() : m.rules_fetch()}
        </Button>
        {going ? (
          <Button look="stop" icon={X} onClick={() => stop(going.job)} testId="rules-stop">
            {m.stop()}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
