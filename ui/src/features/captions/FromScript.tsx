// Owns captions out of the script: the words as one text while they are one scene, to be read only when they
// are several. Refuses to guess which scene a changed line belongs to.
import { Check, FilePenLine } from "lucide-react";
import { useId } from "react";
import { Button } from "../../design/Button";
import { useDesk } from "../../desk/desk";
import { useTyped } from "../../desk/useTyped";
import { m } from "../../paraglide/messages.js";
import type { CaptionSource } from "../../ipc/bindings";

interface Props {
  silent: boolean;
  main: boolean;
  onMake: (source: CaptionSource) => void;
}

export function FromScript({ silent, main, onMake }: Props) {
  const desk = useDesk();
  const id = useId();
  const { scenes } = desk.view.draft.script;
  const several = scenes.length > 1;
  const { value, field, flush } = useTyped(scenes.map((scene) => scene.say).filter(Boolean).join("\n"), async (say) => {
    const next = await desk.edit(({ draft }) => {
      const [first, ...others] = draft.script.scenes;
      if (others.length > 0) return null;
      return { edit: "set-script", script: { scenes: [{ title: first?.title ?? m.scene_title(), say, shoot: first?.shoot ?? "" }] }, scene: first ? 0 : null };
    });
    return next !== null;
  });
  const none = value.trim() === "";
  const place = async () => {
    if (await flush()) onMake("script");
  };
  return (
    <section className="card sheet">
      <h2>{m.captions_script()}</h2>
      <div>
        <label htmlFor={id}>{m.captions_script_label()}</label>
        <p className="help" id={`${id}-help`}>
          {silent ? m.captions_script_help_silent() : m.captions_script_help()}
        </p>
        <textarea className="tall" id={id} rows={4} {...field} readOnly={several} aria-describedby={`${id}-help`} data-testid="script-text" />
      </div>
      <div className="row">
        <Button look={main ? "main" : "plain"} icon={Check} off={none} onClick={() => void place()} testId="captions-script">
          {none ? m.captions_script_none() : silent ? m.captions_script_use_silent() : m.captions_script_use()}
        </Button>
        {several ? (
          <Button look="bare" icon={FilePenLine} onClick={() => desk.go("script")} testId="script-edit">
            {m.script_edit()}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
