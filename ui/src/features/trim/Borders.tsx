// Owns the fine work on the open part: typed times, steps earlier and later, the size of a step.
// Refuses dragging: everything is a field or a button.
import { ChevronsLeft, ChevronsRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../design/Button";
import { Pick } from "../../design/Pick";
import { m } from "../../paraglide/messages.js";
import type { Part } from "../../ipc/bindings";
import type { Side, Step } from "./borders";
import { TimeField } from "./TimeField";
import { borderName, type PartActs, stepWords } from "./usePartActs";

interface Props {
  id: string;
  part: Part;
  index: number;
  step: Step;
  acts: PartActs;
}

const sides: readonly Side[] = ["start", "end"];
const steps: readonly Step[] = ["frame", "tenth", "second"];

export function Borders({ id, part, index, step, acts }: Props) {
  const words = stepWords(step);
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    whole.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div className="borders" id={id} ref={whole}>
      {sides.map((side) => {
        const name = borderName(side, index);
        return (
          <div key={side} className="border">
            <TimeField id={`part-${index}-${side}-time`} label={name} us={side === "start" ? part.start_us : part.end_us} onTime={(us) => acts.place(side, us)} />
            <Button icon={ChevronsLeft} id={`part-${index}-${side}-earlier`} onClick={() => void acts.nudge(side, -1)} testId={`part-${index}-${side}-earlier`}>
              {m.earlier()}
              <span className="hidden"> {m.step_on_border({ step: words, border: name })}</span>
            </Button>
            <Button icon={ChevronsRight} id={`part-${index}-${side}-later`} onClick={() => void acts.nudge(side, 1)} testId={`part-${index}-${side}-later`}>
              {m.later()}
              <span className="hidden"> {m.step_on_border({ step: words, border: name })}</span>
            </Button>
          </div>
        );
      })}
      <p className="help" id="time-help">
        {m.time_help()}
      </p>
      <Pick<Step> legend={m.step_legend()} value={step} testId="step" choices={steps.map((value) => ({ value, words: stepWords(value) }))} onPick={acts.setStep} />
    </div>
  );
}
