// Owns what stands beside the script: length when spoken, and each finding with its suggestion.
// Refuses findings of other places.
import type { CSSProperties } from "react";
import { useDesk } from "../../desk/desk";
import { FindingBeside } from "../../desk/FindingBeside";
import { m } from "../../paraglide/messages.js";
import type { CheckedFinding } from "../../ipc/bindings";
import { spokenSeconds } from "../../time/spoken";
import { longLength } from "../../words/amounts";

/** A short film is about this long at most. */
const FULL_SECONDS = 45;

/** `current` is false while the draft is no longer the one that was checked. */
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
        <FindingBeside
          key={finding.key}
          finding={finding}
          field={finding.place.place === "scene" ? `scene-${finding.place.index}-say` : ""}
          current={current}
          testId={`scene-finding-${n}`}
        />
      ))}
      {stale ? <p className="small soft">{m.rules_stale()}</p> : null}
    </>
  );
}
