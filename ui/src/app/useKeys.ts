// Owns what each key of the table does. Refuses keys while a dialog is open.
import { useEffect } from "react";
import type { Desk } from "../desk/desk";
import { filmInRoom } from "../film/useFilm";
import { partsInRoom } from "../features/trim/partsInRoom";
import type { Step } from "../ipc/bindings";
import { undoLast } from "./Foot";
import { keyAct, type KeyAct, type PartKey } from "./keys";
import { moveRegion } from "./regions";

const press = (testId: string) => document.querySelector<HTMLButtonElement>(`[data-testid="${testId}"]`)?.click();

/** What the keys of the trim room do; nothing while its list is not shown. */
const partActs: Record<PartKey, () => void> = {
  "part-start": () => void partsInRoom()?.here("start"),
  "part-end": () => void partsInRoom()?.here("end"),
  "start-earlier": () => void partsInRoom()?.nudge("start", -1),
  "start-later": () => void partsInRoom()?.nudge("start", 1),
  "end-earlier": () => void partsInRoom()?.nudge("end", -1),
  "end-later": () => void partsInRoom()?.nudge("end", 1),
  "nudge-step": () => partsInRoom()?.nextStep(),
  "part-split": () => void partsInRoom()?.split(),
  "part-toggle": () => void partsInRoom()?.toggle(),
  "part-hear": () => partsInRoom()?.hearOpen(),
  "part-join": () => partsInRoom()?.join(),
  "part-back": () => partsInRoom()?.go(-1),
  "part-next": () => partsInRoom()?.go(1),
};

export function useKeys(desk: Desk | null, step: Step | null, onHelp: () => void): void {
  useEffect(() => {
    const acts: Partial<Record<KeyAct, () => void>> = {
      "region-next": () => moveRegion(1),
      "region-back": () => moveRegion(-1),
      help: onHelp,
    };
    if (desk) {
      for (const to of ["script", "captions", "trim", "check", "finish"] as const) acts[`step-${to}`] = () => desk.go(to);
    }
    if (desk && step) {
      acts.undo = () => void undoLast(desk);
      acts.redo = () => void desk.act(() => desk.host.redo(desk.view.id));
      acts.play = () => filmInRoom()?.toggle();
      acts["cue-back"] = () => press("cue-back");
      acts["cue-next"] = () => press("cue-next");
    }
    if (desk && step === "trim") Object.assign(acts, partActs);
    const listen = (event: KeyboardEvent) => {
      if (document.querySelector("[role=dialog],[role=menu]")) return;
      const act = keyAct(event);
      const run = act ? acts[act] : undefined;
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [desk, step, onHelp]);
}
