// Owns the check room: what to look at, in order, and what was left as it is.
// Refuses to say that a film is safe.
import { useEffect, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { focusSoon } from "../../design/focus";
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import { RoomHead } from "../../desk/RoomHead";
import { useReport } from "../../desk/useReport";
import { m } from "../../paraglide/messages.js";
import type { CheckedFinding, Platform } from "../../ipc/bindings";
import { openFindings, platformName, postedFindings, whereName } from "../../words/findings";
import { CheckAside } from "./CheckAside";
import { FindingCard } from "./FindingCard";
import { LookFilm } from "./LookFilm";
import { Post } from "./Post";

const platforms: Platform[] = ["tiktok", "tiktok-shop", "facebook", "youtube"];

export function CheckRoom() {
  const desk = useDesk();
  const reported = useReport();
  const { draft } = desk.view;
  const posted = postedFindings(reported?.report.findings ?? []);
  const findings = openFindings(posted);
  const waived = posted.filter((finding) => finding.waived !== null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [mending, setMending] = useState(false);
  const after = useRef<{ view: unknown; index: number; words: (left: number) => string } | null>(null);
  const shown = findings.find((finding) => finding.key === chosen)?.key ?? findings[0]?.key ?? null;

  // When the new report is there: the next card's title gets the focus, and what is left is told.
  useEffect(() => {
    const pending = after.current;
    if (!pending || !reported || reported.view !== pending.view) return;
    after.current = null;
    const left = openFindings(postedFindings(reported.report.findings));
    const next = Math.min(pending.index, left.length - 1);
    setChosen(left[next]?.key ?? null);
    announce(pending.words(left.length));
    focusSoon(next >= 0 ? `#finding-title-${next}` : "#honest");
  }, [reported]);

  const mend = async (finding: CheckedFinding, index: number, reason: string | null) => {
    setMending(true);
    await desk.act(async () => {
      const { host } = desk;
      const view = await (reason === null ? host.applySuggestion(desk.view.id, finding.key) : host.waiveFinding(desk.view.id, finding.key, reason));
      const where = whereName(finding);
      // Noted before the view is shown: the new report may be there at once.
      after.current = { view, index, words: (left) => (reason === null ? m.fixed_left({ where, count: left }) : m.waived_left({ where, count: left })) };
      return view;
    });
    setMending(false);
  };
  const current = !mending && reported?.view === desk.view;

  return (
    <>
      <RoomHead title={m.step_check()} />
      <div className="body body-check">
        <section className="scroll finds" aria-label={m.findings_label()} data-region="list">
          <Pick<Platform>
            legend={m.platform_label()}
            value={draft.platform}
            testId="platform"
            choices={platforms.map((value) => ({ value, words: platformName(value) }))}
            onPick={(platform) => void desk.edit((newest) => ({ edit: "set-target", platform, aspect: newest.draft.aspect }))}
          />
          {reported ? (
            <p data-testid="findings-sum">
              <b>{findings.length === 0 ? m.findings_none() : m.findings_count({ count: findings.length })}</b>{" "}
              {findings[0]?.severity === "block" ? m.findings_first() : null}
            </p>
          ) : (
            <p role="status">{m.checking()}</p>
          )}
          {findings.map((finding, index) => (
            <FindingCard
              key={finding.key}
              finding={finding}
              index={index}
              open={finding.key === shown}
              current={current}
              onOpen={() => {
                setChosen(finding.key);
                focusSoon(`#finding-title-${index}`);
              }}
              onApply={() => void mend(finding, index, null)}
              onWaive={(reason) => void mend(finding, index, reason)}
            />
          ))}
          {waived.length > 0 ? (
            <section className="card" data-testid="waived">
              <h2>{m.waived_title()}</h2>
              <ul>
                {waived.map((finding) => (
                  <li key={finding.key}>
                    {whereName(finding)}: {m.quoted({ text: finding.marked })} · {m.waived_reason({ reason: finding.waived ?? "" })}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          {reported ? <LookFilm looked={reported.report.looked} /> : null}
          <Post />
        </section>
        <CheckAside report={reported?.report ?? null} left={findings.length} />
      </div>
    </>
  );
}
