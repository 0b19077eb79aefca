// Owns the one long work at a time: its id, its progress, stopping it. Refuses a second one beside it.
import { useCallback, useMemo, useRef, useState } from "react";
import { announce } from "../design/announce";
import type { Job, JobFilm, JobKind, Run, Work } from "../desk/desk";
import type { ErrorView } from "../ipc/bindings";
import type { Host } from "../ipc/host";
import { m } from "../paraglide/messages.js";
import { asError } from "../words/errors";

let counter = 0;

export function useWork(host: Host, onError: (error: ErrorView) => void): Work {
  const [job, setJob] = useState<Job | null>(null);
  const [stopped, setStopped] = useState<Job | null>(null);
  const running = useRef<Job | null>(null);

  const work = useCallback(
    async <T,>(kind: JobKind, film: JobFilm | null, run: Run<T>): Promise<T | null> => {
      if (running.current) {
        onError({ code: "busy", params: {}, details: `${running.current.kind} is running` });
        return null;
      }
      counter += 1;
      const begun: Job = { id: `${kind}-${Date.now()}-${counter}`, kind, film, started: Date.now(), update: null, said: [] };
      running.current = begun;
      setStopped(null);
      setJob(begun);
      const change = (to: (now: Job) => Partial<Job>) => {
        if (running.current?.id !== begun.id) return;
        running.current = { ...running.current, ...to(running.current) };
        setJob(running.current);
      };
      try {
        return await run(
          begun.id,
          (update) => change(() => ({ update })),
          (sentence) => change(({ said }) => ({ said: [...said, sentence] })),
        );
      } catch (thrown) {
        const error = asError(thrown);
        if (error.code === "cancelled") {
          setStopped(begun);
          announce(m.error_cancelled());
        } else onError(error);
        return null;
      } finally {
        running.current = null;
        setJob(null);
      }
    },
    [onError],
  );

  const stop = useCallback(() => {
    const id = running.current?.id;
    if (id) host.cancelJob(id).catch((thrown: unknown) => onError(asError(thrown)));
  }, [host, onError]);

  return useMemo(() => ({ job, stopped, work, stop }), [job, stopped, work, stop]);
}
