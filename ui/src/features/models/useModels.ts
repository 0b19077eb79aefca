// Owns what is known of the speech models and what is being done with them: fetches go on while one is in other rooms.
// Refuses to draw.
import { useCallback, useMemo, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { focusSoon } from "../../design/focus";
import { m } from "../../paraglide/messages.js";
import type { ModelInfo, Offer, ProgressUpdate, Shelf } from "../../ipc/bindings";
import type { Host } from "../../ipc/host";
import { asError } from "../../words/errors";

/** A work on models that takes long. */
export interface Doing {
  job: string;
  started: number;
  update: ProgressUpdate | null;
}

export interface Models {
  shelf: Shelf | null;
  /** by id of the model */
  fetching: ReadonlyMap<string, Doing>;
  /** a model is being brought, or the computer measured */
  adding: Doing | null;
  measuring: boolean;
  /** by id, once they were checked */
  whole: ReadonlyMap<string, boolean>;
  /** when the page is shown */
  entered(): Promise<void>;
  fetch(offer: Offer): Promise<void>;
  stop(job: string): void;
  discard(offer: Offer): Promise<void>;
  add(folder: boolean): Promise<void>;
  remove(model: { id: string; name: string; detector?: boolean }): Promise<void>;
  verify(): Promise<void>;
  measure(): Promise<void>;
}

let counter = 0;

function begin(kind: string): Doing {
  counter += 1;
  return { job: `${kind}-${Date.now()}-${counter}`, started: Date.now(), update: null };
}

const rowOf = (id: string): string => `[data-testid="offer-${id}"]`;
/** What can be done with a model that is not on its way. */
const actOf = (id: string): string => `[data-testid="fetch-${id}"], [data-testid="remove-${id}"]`;
const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

export function useModels(host: Host, fail: (thrown: unknown) => void): Models {
  const [shelf, setShelf] = useState<Shelf | null>(null);
  const [fetching, setFetching] = useState<ReadonlyMap<string, Doing>>(new Map());
  const [adding, setAdding] = useState<Doing | null>(null);
  const [measuring, setMeasuring] = useState(false);
  const [whole, setWhole] = useState<ReadonlyMap<string, boolean>>(new Map());
  const running = useRef(new Set<string>());

  const load = useCallback(async () => {
    try {
      const now = await host.modelShelf();
      setShelf(now);
      return now;
    } catch (thrown) {
      fail(thrown);
      return null;
    }
  }, [host, fail]);
  const set = useCallback((id: string, doing: Doing | null) => {
    setFetching((before) => {
      const next = new Map(before);
      if (doing) next.set(id, doing);
      else next.delete(id);
      return next;
    });
  }, []);
  const fetch = useCallback(
    async (offer: Offer) => {
      if (running.current.has(offer.id)) return;
      running.current.add(offer.id);
      const doing = begin("fetch");
      set(offer.id, doing);
      // The button that was pressed goes; what stands in its place is for whoever pressed it.
      focusSoon(`${rowOf(offer.id)} [data-testid="model-pause"]`);
      try {
        await host.fetchSpeechModel(offer.id, doing.job, (update) => {
          if (running.current.has(offer.id)) set(offer.id, { ...doing, update });
        });
        announce(m.shelf_fetched({ name: offer.name }));
      } catch (thrown) {
        if (asError(thrown).code === "cancelled") announce(m.shelf_paused({ name: offer.name }));
        else fail(thrown);
      } finally {
        running.current.delete(offer.id);
        const inRow = isLost() || document.activeElement?.closest(rowOf(offer.id)) !== null;
        await load();
        set(offer.id, null);
        if (inRow) focusSoon(actOf(offer.id));
      }
    },
    [host, fail, set, load],
  );
  const stop = useCallback((job: string) => void host.cancelJob(job).catch(fail), [host, fail]);
  const told = useCallback(
    async (act: Promise<unknown>, words: string) => {
      try {
        await act;
        announce(words);
      } catch (thrown) {
        fail(thrown);
      }
      await load();
    },
    [fail, load],
  );
  const add = useCallback(
    async (folder: boolean) => {
      try {
        const path = await host.pickSpeechModel(folder);
        if (path === null) return;
        const doing = begin("add");
        setAdding(doing);
        const models: ModelInfo[] = await host.addSpeechModel(path, doing.job, (update) => setAdding({ ...doing, update }));
        if (models.length > 0) announce(m.model_added({ name: models.map((model) => model.id).join(", ") }));
      } catch (thrown) {
        if (asError(thrown).code !== "cancelled") fail(thrown);
      } finally {
        setAdding(null);
        await load();
        if (isLost()) focusSoon(`[data-testid="model-add${folder ? "-folder" : ""}"]`);
      }
    },
    [host, fail, load],
  );
  const verify = useCallback(async () => {
    try {
      const found = await host.verifySpeechModels();
      setWhole(new Map(found.map((one) => [one.id, one.ok])));
      announce(m.shelf_verified({ broken: String(found.filter((one) => !one.ok).length) }));
    } catch (thrown) {
      fail(thrown);
    }
  }, [host, fail]);
  const measure = useCallback(async () => {
    setMeasuring(true);
    announce(m.shelf_measuring());
    const doing = begin("measure");
    await told(host.measureComputer(doing.job, () => undefined), m.shelf_measured());
    setMeasuring(false);
  }, [host, told]);
  const entered = useCallback(async () => {
    const now = await load();
    // A few seconds, once: without it nobody can say how long a model takes here.
    if (now?.measured === false) await measure();
  }, [load, measure]);
  return useMemo(
    () => ({
      shelf,
      fetching,
      adding,
      measuring,
      whole,
      entered,
      fetch,
      stop,
      discard: (offer) => told(host.discardSpeechModel(offer.id), m.shelf_discarded({ name: offer.name })).then(() => focusSoon(actOf(offer.id))),
      add,
      // A model of no catalogue leaves no row behind.
      remove: ({ id, name, detector }) => told(host.removeSpeechModel(id), detector ? m.detector_removed() : m.shelf_removed({ name })).then(() => focusSoon(() => document.querySelector(actOf(id)) ?? document.querySelector("#models-here"))),
      verify,
      measure,
    }),
    [host, shelf, fetching, adding, measuring, whole, entered, fetch, stop, told, add, verify, measure],
  );
}
