// Owns the trim room without a film. Refuses to pretend there is something to cut.
import { FolderOpen } from "lucide-react";
import { Button } from "../../design/Button";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";

export function NoClip() {
  const desk = useDesk();
  return (
    <section className="card sheet" data-testid="no-clip" data-region="list">
      <h2>{m.no_clip()}</h2>
      <p>{m.no_clip_trim()}</p>
      <div className="row">
        <Button look="main" icon={FolderOpen} onClick={() => void desk.attach()} testId="attach-clip">
          {m.open_clip()}
        </Button>
      </div>
    </section>
  );
}
