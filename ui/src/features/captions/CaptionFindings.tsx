// Owns what the check says of the captions, folded to one line above the list until somebody wants to see it: nothing
// moves while one types. Refuses findings of other places.
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/Button";
import { Tag } from "../../design/Say";
import { FindingBeside } from "../../desk/FindingBeside";
import { useDesk } from "../../desk/desk";
import { useReport } from "../../desk/useReport";
import { m } from "../../paraglide/messages.js";
import { level, levelName, openFindings } from "../../words/findings";

export function CaptionFindings() {
  const desk = useDesk();
  const reported = useReport();
  const [open, setOpen] = useState(false);
  const findings = openFindings(reported?.report.findings ?? []).filter((finding) => finding.place.place === "cue");
  const [first] = findings;
  return (
    <section className="card beside" aria-labelledby="caption-findings" data-testid="caption-findings">
      <header>
        <h2 id="caption-findings">{!reported ? m.checking() : findings.length === 0 ? m.findings_none() : m.findings_count({ count: findings.length })}</h2>
        {first ? (
          <>
            <Tag level={level(first.severity)}>{levelName(first.severity)}</Tag>
            <Button look="soft" icon={open ? ChevronUp : ChevronDown} aria-expanded={open} onClick={() => setOpen(!open)} testId="caption-findings-open">
              {open ? m.fold() : m.unfold()}
              <span className="hidden"> {m.findings_label()}</span>
            </Button>
          </>
        ) : null}
      </header>
      {open && first ? (
        <div className="beside-list scroll">
          {findings.map((finding, n) => (
            <FindingBeside
              key={finding.key}
              finding={finding}
              field={finding.place.place === "cue" ? `cue-text-${finding.place.index}` : ""}
              current={reported?.view === desk.view}
              testId={`caption-finding-${n}`}
            />
          ))}
        </div>
      ) : null}
    </section>
  );
}
