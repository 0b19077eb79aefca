// Owns what each key of the table does. Refuses keys while a dialog is open.
import { useEffect } from "react";
import type { Desk } from "../desk/desk";
import type { PartKey } from "../desk/keyNames";
import { cuesInRoom } from "../features/captions/cuesInRoom";
import { filmInRoom } from "../film/useFilm";
import { partsInRoom } from "../features/trim/partsInRoom";
import type { Step } from "../ipc/bindings";
import { undoLast } from "./Foot";
import { type Chosen, keyAct, type KeyAct } from "./keys";
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

export function useKeys(desk: Desk | null, step: Step | null, chosen: Chosen, onHelp: () => void): void {
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
      // What is being typed is saved first, and is then what undo takes back.
      acts.undo = () => void desk.settle().then(() => undoLast(desk));
      acts.redo = () => void desk.settle().then(() => desk.act(() => desk.host.redo(desk.view.id)));
      acts.play = () => filmInRoom()?.toggle();
      acts["cue-back"] = () => press("cue-back");
      acts["cue-next"] = () => press("cue-next");
    }
    if (desk && step === "trim") Object.assign(acts, partActs);
    const listen = (event: KeyboardEvent) => {
      if (document.querySelector("[role=dialog],[role=menu]")) return;
      const act = keyAct(event, step === "captions" || step === "trim" ? step : "all", chosen);
      const inCaptions = step === "captions" ? cuesInRoom() : null;
      const run = act ? (inCaptions?.[act] ?? acts[act]) : undefined;
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [desk, step, chosen, onHelp]);
}
