// Owns the table of what was broken, mended and answered, rule by rule. Refuses sums over rules: they say nothing.
import { BookOpen } from "lucide-react";
import { Button } from "../../design/Button";
import { m } from "../../paraglide/messages.js";
import type { LearnedRule } from "../../ipc/bindings";
import { pick } from "../../words/language";

export function ProgressTable({ rules, onLesson }: { rules: LearnedRule[]; onLesson: (rule: string) => void }) {
  return (
    <ul className="learned">
      {rules.map((rule, n) => (
        <li key={rule.rule} data-testid={`learned-${n}`}>
          <h3>{pick(rule.title)}</h3>
          <dl>
            {[
              [m.progress_now(), rule.now],
              [m.progress_mended(), rule.mended],
              [m.progress_right(), rule.right],
              [m.progress_wrong(), rule.wrong],
            ].map(([name, count]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="num">{count}</dd>
              </div>
            ))}
          </dl>
          <Button look="soft" icon={BookOpen} onClick={() => onLesson(rule.rule)} testId={`learned-${n}-lesson`}>
            {m.lesson_open()}
            <span className="hidden"> {pick(rule.title)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
