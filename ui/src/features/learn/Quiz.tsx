// Owns one round of ten questions: asking, saying why, what to read again. Refuses a clock and grades.
import { ArrowRight, BookOpen, RotateCcw } from "lucide-react";
import { useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Say } from "../../design/Say";
import { m } from "../../paraglide/messages.js";
import type { QuizQuestion } from "../../ipc/bindings";
import type { Host } from "../../ipc/host";
import { date } from "../../words/amounts";
import { pick } from "../../words/language";

interface Props {
  host: Host;
  questions: QuizQuestion[];
  fail: (thrown: unknown) => void;
  onAgain: () => void;
  onLesson: (rule: string) => void;
  /** all ten are answered and kept */
  onAnswered: () => void;
}

export function Quiz({ host, questions, fail, onAgain, onLesson, onAnswered }: Props) {
  const [at, setAt] = useState(0);
  const [given, setGiven] = useState<boolean | null>(null);
  const [wrong, setWrong] = useState<QuizQuestion[]>([]);
  const question = questions[at];
  const all = String(questions.length);
  if (!question) {
    return (
      <section className="card" data-testid="quiz-end">
        <h2 id="quiz-at" tabIndex={-1}>
          {m.quiz_end({ right: String(questions.length - wrong.length), all })}
        </h2>
        {wrong.length > 0 ? <p>{m.quiz_look()}</p> : null}
        <ul className="learned">
          {wrong.map((one) => (
            <li key={one.text}>
              <h3>{pick(one.title)}</h3>
              <Button look="soft" icon={BookOpen} onClick={() => onLesson(one.rule)}>
                {m.lesson_open()}
                <span className="hidden"> {pick(one.title)}</span>
              </Button>
            </li>
          ))}
        </ul>
        <div className="row">
          <Button look="main" icon={RotateCcw} onClick={onAgain} testId="quiz-again">
            {m.quiz_again()}
          </Button>
        </div>
      </section>
    );
  }
  const answer = (mend: boolean) => {
    const right = mend === question.mend;
    setGiven(mend);
    if (!right) setWrong([...wrong, question]);
    announce(right ? m.quiz_right() : m.quiz_wrong());
    focusSoon("#quiz-why");
    host.quizAnswered(question.rule, right).then(() => at === questions.length - 1 && onAnswered(), fail);
  };
  const next = () => {
    setAt(at + 1);
    setGiven(null);
    focusSoon("#quiz-at");
  };
  return (
    <section className="card" data-testid="quiz">
      <h2 id="quiz-at" tabIndex={-1}>
        {m.quiz_at({ n: String(at + 1), all })}
      </h2>
      <blockquote lang="vi" data-testid="quiz-text">
        {m.quoted({ text: question.text })}
      </blockquote>
      <p>
        <b>{m.quiz_ask()}</b>
      </p>
      {given === null ? (
        <div className="row">
          <Button onClick={() => answer(true)} testId="quiz-mend">
            {m.quiz_mend()}
          </Button>
          <Button onClick={() => answer(false)} testId="quiz-fine">
            {m.quiz_fine()}
          </Button>
        </div>
      ) : (
        <div id="quiz-why" tabIndex={-1} className="found" data-testid="quiz-why">
          <Say level={given === question.mend ? "good" : "warn"}>{`${given === question.mend ? m.quiz_right() : m.quiz_wrong()} ${question.mend ? m.quiz_mend() : m.quiz_fine()}.`}</Say>
          <h3>{pick(question.title)}</h3>
          <p>{pick(question.why)}</p>
          <p>
            <b>{m.try_saying()}</b> {pick(question.suggestion)}
          </p>
          <p className="small">{m.source_of({ title: question.source.title, date: date(question.source.checked) })}</p>
          <Button look="main" icon={ArrowRight} onClick={next} testId="quiz-next">
            {m.quiz_next()}
          </Button>
        </div>
      )}
    </section>
  );
}
