// Owns the list of kept and removed parts, the work of the room. Refuses what the acts do.
import { useMemo, useState } from "react";
import { useDesk } from "../../desk/desk";
import { language } from "../../words/language";
import { PartRow } from "./PartRow";
import { saidInEach } from "./parts";
import type { Parts } from "./usePartActs";

export function PartList({ acts, shown, step }: Pick<Parts, "acts" | "shown" | "step">) {
  const { view } = useDesk();
  const { cuts, captions } = view.draft;
  const said = useMemo(() => saidInEach(captions.cues, cuts.parts), [captions.cues, cuts.parts]);
  const [fine, setFine] = useState(false);
  const words = language();
  return (
    <ol>
      {cuts.parts.map((part, index) => (
        <PartRow
          key={index}
          part={part}
          index={index}
          said={said[index] ?? ""}
          open={index === shown}
          playable={view.media_url !== null}
          fine={index === shown ? { step, shown: fine, onShow: setFine } : null}
          language={words}
          acts={acts}
        />
      ))}
    </ol>
  );
}
