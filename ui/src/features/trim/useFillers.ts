// Owns the filler sounds that could still go: found by the program, without those that went or were left.
// Refuses to remove any by itself.
import { useEffect, useMemo, useState } from "react";
import { useDesk } from "../../desk/desk";
import type { Filler } from "../../ipc/bindings";
import { stays } from "./words";

export interface Fillers {
  /** nothing but a filler, by time */
  sure: Filler[];
  /** could mean something */
  perhaps: Filler[];
  /** the film had some when it was entered, gone and left ones counted too */
  any: boolean;
  leave: (filler: Filler) => void;
}

const nameOf = (filler: Filler) => `${filler.start_us} ${filler.text}`;

export function useFillers(): Fillers {
  const { host, view, fail } = useDesk();
  const [found, setFound] = useState<Filler[]>([]);
  const [any, setAny] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { cues } = view.draft.captions;
  const { parts } = view.draft.cuts;
  useEffect(() => {
    let current = true;
    if (cues.length === 0) return;
    host.fillers(view.id).then((list) => {
      if (!current) return;
      setFound(list);
      if (list.length > 0) setAny(true);
    }, fail);
    return () => {
      current = false;
    };
  }, [host, view.id, cues, fail]);
  return useMemo(() => {
    const open = cues.length === 0 ? [] : found.filter((one) => !left.has(nameOf(one)) && stays(parts, one));
    return {
      sure: open.filter((one) => one.sure),
      perhaps: open.filter((one) => !one.sure),
      any: any && cues.length > 0,
      leave: (filler) => setLeft((before) => new Set(before).add(nameOf(filler))),
    };
  }, [found, any, left, parts, cues]);
}
