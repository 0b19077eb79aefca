// Owns which draft is open and its newest view. Refuses views of any other draft: an answer that comes late
// never brings a closed one back.
import { useMemo, useRef, useState } from "react";
import type { DraftView } from "../ipc/bindings";

export interface OpenDraft {
  view: DraftView | null;
  /** the newest view of the open draft, before it is drawn */
  newest: () => DraftView | null;
  open: (view: DraftView) => void;
  /** Takes a view only when its draft is the open one. */
  show: (view: DraftView) => void;
  close: () => void;
}

export function useOpenDraft(): OpenDraft {
  const [view, setView] = useState<DraftView | null>(null);
  const newest = useRef<DraftView | null>(null);
  const acts = useMemo(() => {
    const put = (next: DraftView | null) => {
      newest.current = next;
      setView(next);
    };
    return {
      newest: () => newest.current,
      open: put,
      show: (next: DraftView) => {
        if (newest.current?.id === next.id) put(next);
      },
      close: () => put(null),
    };
  }, []);
  return useMemo(() => ({ view, ...acts }), [view, acts]);
}
