// Owns a choice among a few: native radios with the whole box as target. Refuses more than five.
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Icon } from "./Icon";

export interface Choice<T extends string> {
  value: T;
  words: ReactNode;
  lang?: string;
  className?: string;
}

interface Props<T extends string> {
  legend: string;
  icon?: LucideIcon;
  value: T;
  choices: Choice<T>[];
  testId?: string;
  onPick: (value: T) => void;
}

export function Pick<T extends string>({ legend, icon, value, choices, testId, onPick }: Props<T>) {
  const name = useId();
  return (
    <fieldset data-testid={testId}>
      <legend>
        {icon ? <Icon of={icon} /> : null}
        {legend}
      </legend>
      <div className="pick">
        {choices.map((choice) => (
          <label key={choice.value} className={choice.className}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              data-testid={testId ? `${testId}-${choice.value.replace(":", "-")}` : undefined}
              onChange={() => onPick(choice.value)}
            />
            <span lang={choice.lang}>{choice.words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
