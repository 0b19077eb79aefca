// Owns the top of every page: the way home, the bamboo stem of the open film, Help. Refuses to know the rooms.
import { Check, ChevronDown, CircleQuestionMark, House } from "lucide-react";
import type { MouseEvent } from "react";
import { Mini } from "../design/Growth";
import { Icon } from "../design/Icon";
import { Leaf, Logo } from "../design/Logo";
import { More } from "../design/More";
import { m } from "../paraglide/messages.js";
import type { Step } from "../ipc/bindings";
import { stepIcons, stepName, steps } from "../words/steps";

interface Props {
  /** null when no film is open */
  stem: { here: Step | null; reached: Step } | null;
  inHelp: boolean;
  onHome: () => void;
  onStep: (step: Step) => void;
  onHelp: () => void;
}

export function TopBar({ stem, inHelp, onHome, onStep, onHelp }: Props) {
  const link = (act: () => void) => (event: MouseEvent) => {
    event.preventDefault();
    act();
  };
  return (
    <header className="top" data-region="top">
      <a className="brand" href="#start" onClick={link(onHome)} data-testid="home">
        <Logo />
        <span>{m.brand()}</span>
        <span className="hidden">{m.brand_home()}</span>
      </a>
      {stem ? (
        <nav className="stem" aria-label={m.steps_label()}>
          <ol>
            {steps.map((step, n) => (
              <StemStep key={step} step={step} past={n < steps.indexOf(stem.here ?? stem.reached)} here={stem.here === step} onStep={link(() => onStep(step))} />
            ))}
          </ol>
          <SmallStem here={stem.here ?? stem.reached} onStep={onStep} onHome={onHome} onHelp={onHelp} />
        </nav>
      ) : null}
      <nav className="rooms" aria-label={m.rooms_label()}>
        <a href="#help" aria-current={inHelp ? "page" : undefined} onClick={link(onHelp)} data-testid="help">
          <Icon of={CircleQuestionMark} />
          {m.help()}
        </a>
      </nav>
    </header>
  );
}

function StemStep({ step, past, here, onStep }: { step: Step; past: boolean; here: boolean; onStep: (event: MouseEvent) => void }) {
  return (
    <li className={here ? "here" : past ? "past" : "todo"}>
      {here ? <Leaf /> : null}
      <a href={`#${step}`} aria-current={here ? "step" : undefined} onClick={onStep} data-testid={`step-${step}`}>
        <Icon of={past ? Check : stepIcons[step]} />
        {stepName(step)}
        {past ? <span className="hidden"> {m.step_done()}</span> : null}
      </a>
    </li>
  );
}

function SmallStem({ here, onStep, onHome, onHelp }: { here: Step; onStep: (step: Step) => void; onHome: () => void; onHelp: () => void }) {
  const at = steps.indexOf(here);
  return (
    <div className="stem-small">
      <Mini at={at} />
      <More
        look="soft"
        after={ChevronDown}
        testId="steps-menu"
        items={[
          ...steps.map((step) => ({ id: `go-${step}`, words: stepName(step), icon: stepIcons[step], act: () => onStep(step) })),
          { id: "go-home", words: m.my_work(), icon: House, act: onHome },
          { id: "go-help", words: m.help(), icon: CircleQuestionMark, act: onHelp },
        ]}
      >
        {m.step_of({ n: String(at + 1), name: stepName(here) })}
      </More>
    </div>
  );
}
