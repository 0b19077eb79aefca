// Owns the list of kept and removed parts, the work of the room. Refuses what the acts do.
import { useEffect, useMemo, useRef, useState } from "react";
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
  const list = useRef<HTMLOListElement>(null);
  const before = useRef(shown);
  // On entering the room, the title stays in sight.
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (!list.current?.contains(document.activeElement)) list.current?.children[shown]?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  return (
    <ol ref={list}>
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
