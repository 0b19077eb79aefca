// Owns the bar of a model on its way: percent, time left, pausing. Refuses to start or end it.
import { Pause, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { Growth } from "../../design/Growth";
import { m } from "../../paraglide/messages.js";
import { quarter, remainingSeconds } from "../../time/remaining";
import { longLength } from "../../words/amounts";
import { stageName } from "../../words/steps";
import type { Doing } from "./useModels";

interface Props {
  title: string;
  doing: Doing;
  /** what arrived is kept */
  resumes?: boolean;
  onStop: () => void;
}

export function Fetching({ title, doing, resumes, onStop }: Props) {
  const { update, started } = doing;
  const [now, setNow] = useState(started);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const fraction = update?.fraction ?? 0;
  const percent = String(Math.min(100, Math.floor(fraction * 100)));
  const left = remainingSeconds(update?.eta_s ?? null, now - started);
  const eta = left === null ? m.eta_unknown() : m.eta_left({ time: longLength(left * 1e6) });
  const stages = update?.stages ?? ["fetch" as const];
  const here = update ? stages.indexOf(update.stage) : 0;
  const part = quarter(fraction);
  const stage = update?.stage;
  const told = useRef("");
  useEffect(() => {
    if (!stage || told.current === `${stage}${part}`) return;
    told.current = `${stage}${part}`;
    announce(m.progress_told({ stage: stageName(stage), n: percent }));
  }, [stage, part, percent]);
  return (
    <div data-testid="model-fetching">
      <p>
        <b className="num">{m.percent({ n: percent })}</b> · {stage ? `${stageName(stage)} · ` : ""}
        {eta}
      </p>
      <Growth
        label={title}
        spoken={m.progress_spoken({ n: percent, eta })}
        fraction={fraction}
        parts={stages.map((_, n) => (n < here ? 1 : n === here ? (update?.stage_fraction ?? 0) : 0))}
      />
      <div className="row">
        <Button look={resumes ? "plain" : "stop"} icon={resumes ? Pause : X} onClick={onStop} testId="model-pause">
          {resumes ? m.shelf_pause() : m.stop()}
          <span className="hidden"> {title}</span>
        </Button>
      </div>
    </div>
  );
}
