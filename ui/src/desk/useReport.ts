// Owns the newest check of the open draft. Refuses to show an older answer after a newer one.
import { useEffect, useState } from "react";
import type { CheckReport, DraftView } from "../ipc/bindings";
import { useDesk } from "./desk";

export interface Reported {
  report: CheckReport;
  /** the draft it speaks of */
  view: DraftView;
}

export function useReport(): Reported | null {
  const { host, view, fail } = useDesk();
  const [reported, setReported] = useState<Reported | null>(null);
  useEffect(() => {
    let current = true;
    host.checkDraft(view.id).then(
      (report) => {
        if (current) setReported({ report, view });
      },
      (thrown: unknown) => {
        if (current) fail(thrown);
      },
    );
    return () => {
      current = false;
    };
  }, [host, view, fail]);
  return reported;
}
