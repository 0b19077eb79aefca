// Owns what could be better in the captions as they are now: asked for after each change, by caption.
// Refuses to show the marks of other captions than those that are there.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useDesk } from "../../desk/desk";
import type { CaptionAdvice, RemovedLine } from "../../ipc/bindings";
import { marksOf, type Marks, type Note, openNotes, unmarked } from "./marks";

/** So long nothing changes before the program looks again. */
const QUIET_MS = 250;

export interface Advice {
  findings: CaptionAdvice["findings"];
  offers: CaptionAdvice["offers"];
  notes: readonly Note[];
  removed: readonly RemovedLine[];
  of: (cue: number) => Marks;
  /** Looks again at once. */
  again: () => Promise<void>;
}

const nothing: CaptionAdvice = { findings: [], offers: [] };
const none: readonly RemovedLine[] = [];

export function useAdvice(): Advice {
  const { host, view, fail } = useDesk();
  const { draft, id, listened } = view;
  const { captions, aspect, reading } = draft;
  const count = captions.cues.length;
  const [found, setFound] = useState({ advice: nothing, count: 0 });
  const turn = useRef(0);
  const again = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const advice = await host.captionAdvice(id);
      if (mine === turn.current) setFound({ advice, count });
    } catch (thrown) {
      fail(thrown);
    }
  }, [host, id, count, fail]);
  useEffect(() => {
    const timer = window.setTimeout(() => void again(), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, [again, captions, aspect, reading, listened]);
  const notes = useMemo(() => openNotes(draft), [draft]);
  const advice = found.count === count ? found.advice : nothing;
  const marks = useMemo(() => marksOf(advice, notes), [advice, notes]);
  const of = useCallback((cue: number) => marks.get(cue) ?? unmarked, [marks]);
  return { ...advice, notes, removed: draft.transcript?.removed ?? none, of, again };
}
