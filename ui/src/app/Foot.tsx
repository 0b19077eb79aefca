// Owns the foot of a room: undo by name at the left, what is saved, the way onward at the right.
// Refuses any other act.
import { ArrowLeft, ArrowRight, Check, FolderOpen, Undo2 } from "lucide-react";
import { announce } from "../design/announce";
import { Button } from "../design/Button";
import { Icon } from "../design/Icon";
import type { Desk } from "../desk/desk";
import { m } from "../paraglide/messages.js";
import type { Step } from "../ipc/bindings";
import { hour } from "../words/amounts";
import { stepName, steps } from "../words/steps";
import { editName } from "../words/undo";

interface Props {
  desk: Desk;
  step: Step | null;
  /** the step to go back to from Help */
  reached: Step;
  onBack: () => void;
}

export function Foot({ desk, step, reached, onBack }: Props) {
  const { undo, saved_at_ms } = desk.view;
  const next = step ? steps[steps.indexOf(step) + 1] : undefined;
  const finished = desk.done?.finished;
  return (
    <footer className="foot" data-region="foot">
      <Button icon={Undo2} off={!undo} onClick={() => void undoLast(desk)} testId="undo">
        {undo ? m.undo_of({ what: editName(undo) }) : m.undo_none()}
      </Button>
      <p className="saved" data-testid="saved">
        <Icon of={Check} />
        {m.saved_at({ time: hour(saved_at_ms) })}
      </p>
      {step === null ? (
        <Button look="main" className="next" icon={ArrowLeft} onClick={onBack} testId="back-to-step">
          {m.back_to({ name: stepName(reached) })}
        </Button>
      ) : next ? (
        <Button look="main" className="next" after={ArrowRight} onClick={() => desk.go(next)} testId="next-step">
          {m.next_step({ name: stepName(next) })}
        </Button>
      ) : (
        <Button className="next" icon={FolderOpen} off={!finished} onClick={() => finished && desk.host.openFolder(finished.folder).catch(desk.fail)} testId="foot-folder">
          {finished ? m.open_folder() : m.open_folder_later()}
        </Button>
      )}
    </footer>
  );
}

/** Takes the last edit back and says which. */
export async function undoLast(desk: Desk): Promise<void> {
  const view = await desk.act(() => desk.host.undo(desk.view.id));
  // What could be done again now is what was taken back.
  if (view?.redo) announce(m.undone({ what: editName(view.redo) }));
}
