// Owns the beginning of a script: paste it whole, or write scene by scene. The pasted text is kept as one scene
// until it is divided. Refuses to divide an empty text.
import { FilePenLine, Plus } from "lucide-react";
import { Button } from "../../design/Button";
import { Logo } from "../../design/Logo";
import { useTyped } from "../../desk/useTyped";
import { m } from "../../paraglide/messages.js";
import { scenesOf } from "./scenes";

interface Props {
  /** what was pasted so far */
  saved: string;
  onText: (text: string) => Promise<boolean>;
  onBegin: () => void;
  onDivide: () => void;
}

export function WholeText({ saved, onText, onBegin, onDivide }: Props) {
  const { value, field, flush } = useTyped(saved, onText);
  const count = scenesOf(value, "").length;
  const divide = async () => {
    if (await flush()) onDivide();
  };
  return (
    <div className="scroll">
      <section className="card sheet">
        <Logo size={56} />
        <h2>{m.script_empty()}</h2>
        <p>{m.script_empty_text()}</p>
        <div className="row">
          <Button look="main" icon={Plus} onClick={onBegin} testId="scene-first">
            {m.scene_first()}
          </Button>
        </div>
        <div>
          <label htmlFor="whole-script">{m.script_whole()}</label>
          <p className="help" id="whole-script-help">
            {m.script_whole_help()}
          </p>
          <textarea className="tall" id="whole-script" rows={6} {...field} aria-describedby="whole-script-help" data-testid="script-whole" />
        </div>
        <div className="row">
          <Button icon={FilePenLine} off={count === 0} onClick={() => void divide()} testId="script-whole-use">
            {count === 0 ? m.script_whole_use() : m.script_whole_use_n({ count })}
          </Button>
        </div>
      </section>
    </div>
  );
}
