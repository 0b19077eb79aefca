// Owns what the rooms get of the open draft: its edits, its long work, what was made of it, the way between rooms.
// Refuses to draw.
import { useCallback, useMemo, useState } from "react";
import { announce } from "../design/announce";
import type { Aim, Desk, Done, Work } from "../desk/desk";
import type { Settings, Step } from "../ipc/bindings";
import type { Host } from "../ipc/host";
import { m } from "../paraglide/messages.js";
import type { OpenDraft } from "./useOpenDraft";
import type { Queue } from "./useQueue";

interface Given {
  host: Host;
  settings: Settings;
  work: Work;
  draft: OpenDraft;
  queue: Queue;
  aim: Aim | null;
  onSettings: (settings: Settings) => void;
  onStep: (step: Step, aim?: Aim) => void;
  onHelp: () => void;
  onModels: () => void;
  onClosed: () => void;
  fail: (thrown: unknown) => void;
}

interface Desks {
  /** null while no draft is open */
  desk: Desk | null;
  /** what was made last, of whichever film */
  last: Done | null;
}

export function useDeskOf({ host, settings, work: long, draft, queue, aim, onSettings, onStep, onHelp, onModels, onClosed, fail }: Given): Desks {
  const [all, setAll] = useState<Done[]>([]);
  const { view, newest } = draft;
  const { job, stopped, work, stop } = long;
  const id = view?.id ?? null;

  const finishOf = useCallback(
    async (id: string) => {
      const made = await work("finish", { id, title: newest()?.draft.title ?? "" }, async (job, onProgress) => {
        await queue.settle();
        const begun = await host.getDraft(id);
        const film = { id, title: begun.draft.title };
        setAll((before) => before.filter((one) => one.film.id !== id));
        return { film, finished: await host.finish(id, job, onProgress), saved_at_ms: begun.saved_at_ms };
      });
      if (!made) return;
      setAll((before) => [...before, made]);
      announce(m.finished_told({ title: made.film.title }));
    },
    [work, newest, queue, host],
  );

  const desk = useMemo<Desk | null>(() => {
    if (!view || id === null) return null;
    const { act } = queue;
    const edit: Desk["edit"] = (change) => queue.edit(id, change);
    const asked = async <T>(ask: Promise<T | null>): Promise<T | null> => ask.catch((thrown: unknown) => (fail(thrown), null));
    return {
      host,
      settings,
      choose: (chosen) => onSettings({ ...settings, ...chosen }),
      view,
      job: job?.film?.id === id ? job : null,
      busy: job !== null,
      stopped: stopped?.film?.id === id ? stopped.kind : null,
      stop,
      make: async (kind, run) => {
        const made = await work(kind, { id, title: view.draft.title }, async (job, onProgress, onSaid) => {
          await queue.settle();
          await run(job, onProgress, onSaid);
          return true;
        });
        if (!made) return null;
        const next = await act(() => host.getDraft(id));
        return newest()?.id === id ? next : null;
      },
      done: all.find((one) => one.film.id === id) ?? null,
      act,
      edit,
      settle: queue.settle,
      finish: () => finishOf(id),
      attach: async () => {
        const path = await asked(host.pickClip());
        return path === null ? null : act(() => host.attachClip(id, path));
      },
      importCaptions: async () => {
        await queue.settle();
        return (await asked(host.importCaptions(id))) === null ? null : act(() => host.getDraft(id));
      },
      aim,
      go: onStep,
      help: onHelp,
      models: onModels,
      rename: (title) => void edit({ edit: "set-title", title }),
      remove: () => void queue.remove(id, onClosed),
      fail,
    };
  }, [view, id, host, settings, job, stopped, work, stop, newest, queue, finishOf, all, aim, onSettings, onStep, onHelp, onModels, onClosed, fail]);
  return { desk, last: all.at(-1) ?? null };
}
