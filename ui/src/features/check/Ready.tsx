// Owns "ready to post?": what is left to do, in one list, and the report to save. Refuses "safe", and to keep anybody
// from posting.
import { Circle, CircleCheck, Download } from "lucide-react";
import { useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import type { CheckReport } from "../../ipc/bindings";
import { date } from "../../words/amounts";
import { openFindings, postedFindings } from "../../words/findings";

type Ending = "pdf" | "html" | "md";

export function Ready({ report }: { report: CheckReport }) {
  const desk = useDesk();
  const [ending, setEnding] = useState<Ending>("pdf");
  const posted = postedFindings(report.findings);
  const open = openFindings(posted);
  const must = open.filter((finding) => finding.severity === "block").length;
  const better = open.length - must;
  const asked = report.questions.filter((question) => !question.settled).length;
  const waived = posted.length - open.length;
  const lines: { done: boolean; words: string }[] = [
    { done: must === 0, words: must === 0 ? m.ready_no_block() : m.ready_block({ count: must }) },
    { done: better === 0, words: better === 0 ? m.ready_no_better() : m.ready_better({ count: better }) },
    { done: asked === 0, words: asked === 0 ? m.questions_done() : m.questions_open({ count: asked }) },
    ...(report.looked === "no-film" ? [] : [{ done: report.looked !== "not-yet", words: report.looked === "not-yet" ? m.ready_not_looked() : m.look_again() }]),
    ...(waived > 0 ? [{ done: true, words: m.ready_waived({ count: waived }) }] : []),
  ];
  const left = lines.filter((line) => !line.done).length;
  const save = () =>
    desk.settle().then(() => desk.host.saveReport(desk.view.id, ending)).then(
      (path) => path !== null && announce(m.report_saved({ path })),
      desk.fail,
    );
  return (
    <section className="card ready" aria-labelledby="post-ready" data-testid="ready">
      <h2 id="post-ready">{m.ready_title()}</h2>
      <p>
        <b data-testid="ready-left">{left === 0 ? m.ready_none({ date: date(report.newest) }) : m.ready_left({ count: left })}</b>
      </p>
      <ul className="left">
        {lines.map((line) => (
          <li key={line.words} className={line.done ? "ok" : "no"}>
            <Icon of={line.done ? CircleCheck : Circle} />
            <span>
              <span className="hidden">{line.done ? m.ready_is_done() : m.ready_is_open()} </span>
              {line.words}
            </span>
          </li>
        ))}
      </ul>
      <Pick
        legend={m.report_kind()}
        value={ending}
        testId="report-kind"
        choices={[
          { value: "pdf", words: m.report_pdf() },
          { value: "html", words: m.report_html() },
          { value: "md", words: m.report_md() },
        ]}
        onPick={setEnding}
      />
      <Button icon={Download} onClick={() => void save()} testId="report-save">
        {m.report_save()}
      </Button>
      <p className="help">{m.report_help()}</p>
    </section>
  );
}
