// Owns the open draft: its newest view, the queue of edits, the way between rooms. Refuses to draw.
import { useCallback, useMemo, useRef, useState } from "react";
import { announce } from "../design/announce";
import type { Aim, Desk, Work } from "../desk/desk";
import type { DraftView, Edit, Finished, Settings, Step } from "../ipc/bindings";
import type { Host } from "../ipc/host";
import { m } from "../paraglide/messages.js";
import { asError } from "../words/errors";

interface Given {
  host: Host;
  settings: Settings;
  work: Work;
  view: DraftView | null;
  onView: (view: DraftView | null) => void;
  aim: Aim | null;
  onStep: (step: Step, aim?: Aim) => void;
  onHelp: () => void;
  onClosed: () => void;
  fail: (thrown: unknown) => void;
}

export function useDeskOf({ host, settings, work, view, onView, aim, onStep, onHelp, onClosed, fail }: Given): Desk | null {
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const [done, setDone] = useState<{ id: string; finished: Finished } | null>(null);
  const id = view?.id ?? null;

  const act = useCallback(
    (change: () => Promise<DraftView | null>): Promise<DraftView | null> => {
      const turn = queue.current.then(async () => {
        try {
          const next = await change();
          if (next) onView(next);
          return next;
        } catch (thrown) {
          if (asError(thrown).code !== "cancelled") fail(thrown);
          return null;
        }
      });
      queue.current = turn;
      return turn;
    },
    [onView, fail],
  );

  return useMemo(() => {
    if (!view || id === null) return null;
    const edit = (change: Edit) => act(() => host.applyEdit(id, change));
    return {
      ...work,
      host,
      settings,
      view,
      finished: done?.id === id ? done.finished : null,
      act,
      edit,
      finish: async () => {
        setDone(null);
        const finished = await work.work("finish", (job, onProgress) => host.finish(id, job, onProgress));
        if (!finished) return;
        setDone({ id, finished });
        announce(m.finished_told());
      },
      attach: () =>
        act(async () => {
          const path = await host.pickClip();
          return path === null ? null : host.attachClip(id, path);
        }),
      aim,
      go: onStep,
      help: onHelp,
      rename: (title) => void edit({ edit: "set-title", title }),
      remove: () =>
        void act(async () => {
          await host.deleteDraft(id);
          onClosed();
          return null;
        }),
      fail,
    };
  }, [view, id, work, host, settings, done, act, onStep, onHelp, onClosed, aim, fail]);
}
