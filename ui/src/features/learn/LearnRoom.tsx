// Owns learning from the rules: the quiz, the progress so far, the card of a rule. Refuses grades.
import { Download, GraduationCap } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Listen } from "../../desk/Listen";
import { m } from "../../paraglide/messages.js";
import type { LearningProgress, QuizQuestion } from "../../ipc/bindings";
import type { Host } from "../../ipc/host";
import { LessonCard } from "./LessonCard";
import { ProgressTable } from "./ProgressTable";
import { Quiz } from "./Quiz";

interface Props {
  host: Host;
  fail: (thrown: unknown) => void;
}

export function LearnRoom({ host, fail }: Props) {
  const [progress, setProgress] = useState<LearningProgress | null>(null);
  const [quiz, setQuiz] = useState<QuizQuestion[] | null>(null);
  const [rule, setRule] = useState<string | null>(null);
  const count = useCallback(() => host.learningProgress().then(setProgress, fail), [host, fail]);
  useEffect(() => void count(), [count]);
  const begin = () =>
    host.quiz().then((questions) => {
      setRule(null);
      setQuiz(questions);
      focusSoon("#quiz-at");
    }, fail);
  const from = useRef<Element | null>(null);
  const open = (id: string) => {
    from.current = document.activeElement;
    setRule(id);
    focusSoon("#lesson-title");
  };
  const close = () => {
    setRule(null);
    const back = from.current;
    focusSoon(() => (back instanceof HTMLElement && back.isConnected ? back : document.querySelector("h1")));
  };
  const save = () => host.saveProgress().then((path) => path !== null && announce(m.progress_saved({ path })), fail);
  return (
    <>
      <div className="head">
        <h1 tabIndex={-1}>{m.learn()}</h1>
        <div className="push">
          <Listen />
        </div>
      </div>
      <div className="body one">
        <div className="scroll">
          <div className="sheet" data-region="list">
            {rule !== null ? <LessonCard host={host} rule={rule} fail={fail} onClose={close} /> : null}
            {/* Reading a lesson must not lose a round: it stays, and waits out of sight. */}
            <div hidden={rule !== null}>
              {quiz !== null && quiz.length > 0 ? (
                <Quiz key={quiz.map((question) => question.text).join()} host={host} questions={quiz} fail={fail} onAgain={() => void begin()} onLesson={open} onAnswered={() => void count()} />
              ) : (
                <section className="card">
                  <h2>{m.quiz_title()}</h2>
                  <p>{m.learn_text()}</p>
                  <div className="row">
                    <Button look="main" icon={GraduationCap} onClick={() => void begin()} testId="quiz-start">
                      {m.quiz_start()}
                    </Button>
                  </div>
                </section>
              )}
            </div>
            {progress ? (
              <section className="card" aria-labelledby="progress-title">
                <h2 id="progress-title">{m.progress_title()}</h2>
                {progress.rules.length === 0 ? <p>{m.progress_none()}</p> : <ProgressTable rules={progress.rules} onLesson={open} />}
                <div className="row">
                  <Button icon={Download} onClick={() => void save()} testId="progress-save">
                    {m.progress_save()}
                  </Button>
                </div>
              </section>
            ) : null}
          </div>
        </div>
      </div>
    </>
  );
}
