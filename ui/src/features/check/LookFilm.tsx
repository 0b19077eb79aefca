// Owns the look at the film itself: offering it, its progress, what it could not see. Refuses to begin by itself: it
// takes as long as the film.
import { ScanEye } from "lucide-react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { useDesk } from "../../desk/desk";
import { useHere } from "../../desk/useHere";
import { Working } from "../../desk/Working";
import { m } from "../../paraglide/messages.js";
import type { CheckReport } from "../../ipc/bindings";

export function LookFilm({ looked }: { looked: CheckReport["looked"] }) {
  const desk = useDesk();
  const here = useHere();
  if (looked === "no-film") return null;
  if (desk.job?.kind === "look") return <Working work={desk} />;
  const look = async () => {
    const seen = await desk.make("look", (job, onProgress) => desk.host.lookAtFilm(desk.view.id, job, onProgress));
    if (!seen) return;
    announce(m.look_done());
    if (here()) focusSoon("#look-title");
  };
  return (
    <section className="card" aria-labelledby="look-title" data-testid="look">
      <h2 id="look-title" tabIndex={-1}>
        {m.look_title()}
      </h2>
      {looked === "not-yet" ? (
        <>
          <p className="help">{m.look_help()}</p>
          <div className="row">
            <Button icon={ScanEye} off={desk.busy} onClick={() => void look()} testId="look-start">
              {m.look_start()}
            </Button>
          </div>
        </>
      ) : (
        <p data-testid="looked">{m.look_again()}</p>
      )}
      {looked === "without-text" ? <p className="help">{m.picture_unread()}</p> : null}
    </section>
  );
}
