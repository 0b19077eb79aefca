// Owns the queue of edits: one after the other, each on the newest view, and the text fields that have not
// been saved yet. Refuses to hold the queue for anything a person has to answer.
import { useMemo, useRef } from "react";
import type { Change, Flush } from "../desk/desk";
import type { DraftView } from "../ipc/bindings";
import type { Host } from "../ipc/host";
import { asError } from "../words/errors";
import type { OpenDraft } from "./useOpenDraft";

export interface Queue {
  act: (change: () => Promise<DraftView | null>) => Promise<DraftView | null>;
  edit: (id: string, change: Change) => Promise<DraftView | null>;
  remove: (id: string, then: () => void) => Promise<void>;
  typing: (flush: Flush) => () => void;
  /** Everything typed is saved, or was refused. */
  settle: () => Promise<void>;
}

export function useQueue(host: Host, { newest, show }: Pick<OpenDraft, "newest" | "show">, fail: (thrown: unknown) => void): Queue {
  const kept = useRef({ last: Promise.resolve() as Promise<unknown>, fields: new Set<Flush>(), removed: new Set<string>() });
  return useMemo(() => {
    const act: Queue["act"] = (change) => {
      const turn = kept.current.last.then(async () => {
        try {
          const next = await change();
          if (next) show(next);
          return next;
        } catch (thrown) {
          if (asError(thrown).code !== "cancelled") fail(thrown);
          return null;
        }
      });
      kept.current.last = turn;
      return turn;
    };
    return {
      act,
      edit: (id, change) =>
        act(async () => {
          if (kept.current.removed.has(id)) return null;
          if (typeof change !== "function") return host.applyEdit(id, change);
          const open = newest();
          const made = change(open?.id === id ? open : await host.getDraft(id));
          return made === null ? null : host.applyEdit(id, made);
        }),
      remove: async (id, then) => {
        await act(async () => {
          await host.deleteDraft(id);
          kept.current.removed.add(id);
          then();
          return null;
        });
      },
      typing: (flush) => {
        const { fields } = kept.current;
        fields.add(flush);
        return () => fields.delete(flush);
      },
      settle: async () => {
        await Promise.all([...kept.current.fields].map((flush) => flush()));
        await kept.current.last;
      },
    };
  }, [host, newest, show, fail]);
}
