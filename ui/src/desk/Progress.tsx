// Owns the card of a long work: percent, remaining time, internodes, stage names, stopping.
// Refuses to start or to end the work.
import { Check, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { announce } from "../design/announce";
import { Button } from "../design/Button";
import { Growth } from "../design/Growth";
import { Icon } from "../design/Icon";
import { m } from "../paraglide/messages.js";
import { quarter, remainingSeconds } from "../time/remaining";
import { longLength } from "../words/amounts";
import { stageIcons, stageName } from "../words/steps";
import type { Job } from "./desk";

interface Props {
  job: Job;
  title: string;
  /** the film it is for, where that is not plain */
  film?: string;
  /** what stopping costs, in one sentence */
  cost: string;
  onStop: () => void;
}

export function Progress({ job, title, film, cost, onStop }: Props) {
  const [now, setNow] = useState(job.started);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const update = job.update;
  const fraction = update?.fraction ?? 0;
  const percent = String(Math.min(100, Math.floor(fraction * 100)));
  const left = remainingSeconds(update?.eta_s ?? null, now - job.started);
  const eta = left === null ? m.eta_unknown() : m.eta_left({ time: longLength(left * 1e6) });
  useTelling(job, percent);
  const stages = update?.stages ?? ["prepare" as const];
  const here = update ? stages.indexOf(update.stage) : 0;
  return (
    <section className="card work" aria-labelledby="work-title" data-testid="progress">
      <h2 id="work-title" tabIndex={-1}>
        {title}
      </h2>
      {film ? <p className="soft">{film}</p> : null}
      <p className="eta">
        <b className="num" data-testid="percent">
          {m.percent({ n: percent })}
        </b>
        <span>{eta}</span>
      </p>
      <Growth
        label={title}
        spoken={m.progress_spoken({ n: percent, eta })}
        fraction={fraction}
        parts={stages.map((_, n) => (n < here ? 1 : n === here ? (update?.stage_fraction ?? 0) : 0))}
      />
      <ol className="stages">
        {stages.map((stage, n) => (
          <li key={stage} className={n < here ? "ok" : n === here ? "at" : ""}>
            <Icon of={n < here ? Check : stageIcons[stage]} />
            <span>
              {stageName(stage)}
              {n < here ? <span className="hidden"> {m.step_done()}</span> : null}
            </span>
          </li>
        ))}
      </ol>
      <div className="halt">
        <Button look="stop" icon={X} onClick={onStop} testId="stop">
          {m.stop()}
        </Button>
        <p className="soft">{cost}</p>
      </div>
    </section>
  );
}

/** Tells each stage and each quarter aloud, once. */
function useTelling(job: Job, percent: string): void {
  const told = useRef({ id: "", stage: "", quarter: 0 });
  const stage = job.update?.stage;
  const part = quarter(job.update?.fraction ?? 0);
  useEffect(() => {
    const last = told.current;
    if (last.id !== job.id) told.current = { id: job.id, stage: "", quarter: 0 };
    if (!stage) return;
    if (told.current.stage !== stage || told.current.quarter !== part) {
      told.current = { id: job.id, stage, quarter: part };
      announce(m.progress_told({ stage: stageName(stage), n: percent }));
    }
  }, [job.id, stage, part, percent]);
}
