// Owns the beginning of a script: paste it whole, or write scene by scene. Refuses an empty text.
import { FilePenLine, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/Button";
import { Logo } from "../../design/Logo";
import { m } from "../../paraglide/messages.js";
import type { Scene } from "../../ipc/bindings";
import { scenesOf } from "./scenes";

export function WholeText({ onBegin, onText }: { onBegin: () => void; onText: (scenes: Scene[]) => void }) {
  const [text, setText] = useState("");
  const scenes = scenesOf(text, m.scene_title());
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
          <textarea className="tall" id="whole-script" rows={6} value={text} aria-describedby="whole-script-help" data-testid="script-whole" onChange={(event) => setText(event.target.value)} />
        </div>
        <div className="row">
          <Button icon={FilePenLine} off={scenes.length === 0} onClick={() => onText(scenes)} testId="script-whole-use">
            {scenes.length === 0 ? m.script_whole_use() : m.script_whole_use_n({ count: scenes.length })}
          </Button>
        </div>
      </section>
    </div>
  );
}
