// Owns the choice for whom the file is made. Refuses the platform whose rules are checked: that is another room's.
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import type { FinishPlan, Preset } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { lookOf, presetName } from "../../words/look";

const presets: Preset[] = ["tiktok", "reels", "shorts", "zalo"];

export function FileLook({ plan }: { plan: FinishPlan }) {
  const desk = useDesk();
  return (
    <Pick<Preset>
      legend={m.preset_legend()}
      value={lookOf(desk.view.draft).preset ?? plan.preset}
      testId="preset"
      choices={presets.map((value) => ({ value, words: presetName(value) }))}
      onPick={(preset) => void desk.edit(({ draft }) => ({ edit: "set-look", look: { ...lookOf(draft), preset } }))}
    />
  );
}
