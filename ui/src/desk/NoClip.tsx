// Owns a room without a film: what it would do, and the way to open one. Refuses to pretend there is something to show.
import { FilePenLine, FolderOpen } from "lucide-react";
import { Button } from "../design/Button";
import { m } from "../paraglide/messages.js";
import { useDesk } from "./desk";
import { RoomHead } from "./RoomHead";

interface Props {
  /** name of the room */
  title: string;
  /** what a film is needed for */
  text: string;
  /** the script is another way to go on */
  script?: boolean;
}

export function NoClip({ title, text, script = false }: Props) {
  const desk = useDesk();
  return (
    <>
      <RoomHead title={title} />
      <div className="body one">
        <section className="card sheet" data-testid="no-clip" data-region="list">
          <h2>{m.no_clip()}</h2>
          <p>{text}</p>
          <div className="row">
            <Button look="main" icon={FolderOpen} onClick={() => void desk.attach()} testId="attach-clip">
              {m.open_clip()}
            </Button>
            {script ? (
              <Button icon={FilePenLine} onClick={() => desk.go("script")} testId="to-script">
                {m.back_to({ name: m.step_script() })}
              </Button>
            ) : null}
          </div>
        </section>
      </div>
    </>
  );
}
