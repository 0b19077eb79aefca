// Owns the reason behind a finding: the rule in words, its source and the day it was read.
// Refuses to open a browser: the address is there to copy.
import { m } from "../paraglide/messages.js";
import type { CheckedFinding } from "../ipc/bindings";
import { date } from "../words/amounts";
import { sureName } from "../words/findings";
import { pick } from "../words/language";

export function WhyDetails({ finding }: { finding: CheckedFinding }) {
  const { source } = finding;
  return (
    <div className="source" data-testid="why">
      <p>{pick(finding.message)}</p>
      {pick(finding.ignored) === "" ? null : (
        <p>
          <b>{m.ignored_label()}:</b> {pick(finding.ignored)}
        </p>
      )}
      <p>{sureName(finding)}</p>
      <p>{m.source_of({ title: source.title, date: date(source.checked) })}</p>
      <p lang="en">{source.url}</p>
    </div>
  );
}
