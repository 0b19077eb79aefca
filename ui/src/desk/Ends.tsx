// Owns the fine work on the two ends of a part or a caption: typed times, steps earlier and later, the size of a step.
// Refuses dragging: everything is a field or a button.
import { ChevronsLeft, ChevronsRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../design/Button";
import { Pick } from "../design/Pick";
import { type Side, sides, type Step, stepSizes } from "../film/frames";
import type { TimeRange } from "../ipc/bindings";
import { m } from "../paraglide/messages.js";
import { stepWords } from "../words/amounts";
import { TimeField } from "./TimeField";

interface Props {
  id: string;
  /** ids of what stands in it begin so */
  prefix: string;
  range: TimeRange;
  step: Step;
  /** "Đầu đoạn 3" */
  name: (side: Side) => string;
  onPlace: (side: Side, us: number) => Promise<boolean>;
  onNudge: (side: Side, by: 1 | -1) => Promise<void>;
  onStep: (step: Step) => void;
}

export function Ends({ id, prefix, range, step, name, onPlace, onNudge, onStep }: Props) {
  const words = stepWords(step);
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    whole.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div className="borders" id={id} ref={whole}>
      {sides.map((side) => (
        <div key={side} className="border">
          <TimeField id={`${prefix}-${side}-time`} label={name(side)} us={side === "start" ? range.start_us : range.end_us} onTime={(us) => onPlace(side, us)} />
          <Button icon={ChevronsLeft} id={`${prefix}-${side}-earlier`} onClick={() => void onNudge(side, -1)} testId={`${prefix}-${side}-earlier`}>
            {m.earlier()}
            <span className="hidden"> {m.step_on_border({ step: words, border: name(side) })}</span>
          </Button>
          <Button icon={ChevronsRight} id={`${prefix}-${side}-later`} onClick={() => void onNudge(side, 1)} testId={`${prefix}-${side}-later`}>
            {m.later()}
            <span className="hidden"> {m.step_on_border({ step: words, border: name(side) })}</span>
          </Button>
        </div>
      ))}
      <p className="help" id="time-help">
        {m.time_help()}
      </p>
      <Pick<Step> legend={m.step_legend()} value={step} testId="step" choices={stepSizes.map((value) => ({ value, words: stepWords(value) }))} onPick={onStep} />
    </div>
  );
}
