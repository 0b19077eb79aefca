// Owns the questions that only the creator can answer: a tick, a choice or the name of a document. Each answer is an
// edit, so that it is kept with the film and can be taken back. Refuses to answer by itself.
import { CircleQuestionMark } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/Button";
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import { useTyped } from "../../desk/useTyped";
import { m } from "../../paraglide/messages.js";
import type { Answer, AskedQuestion } from "../../ipc/bindings";
import { date } from "../../words/amounts";
import { pick } from "../../words/language";

type Give = (question: string, answer: { yes: boolean; said?: string } | null) => Promise<boolean>;

export function Checklist({ questions }: { questions: AskedQuestion[] }) {
  const desk = useDesk();
  const { answers } = desk.view.draft;
  const give: Give = async (question, answer) =>
    (await desk.edit(({ draft }) => {
      const others = draft.answers.filter((one) => one.question !== question);
      return { edit: "set-answers", answers: answer ? [...others, { question, ...answer }] : others };
    })) !== null;
  const open = questions.filter((question) => !question.settled).length;
  return (
    <section className="card ready" aria-labelledby="ready-title">
      <h2 id="ready-title">{m.before_posting()}</h2>
      <p data-testid="questions-open">{open === 0 ? m.questions_done() : m.questions_open({ count: open })}</p>
      <fieldset>
        <legend className="hidden">{m.answers_legend()}</legend>
        {questions.map((question) => (
          <Question key={question.id} question={question} answer={answers.find((one) => one.question === question.id)} onAnswer={give} />
        ))}
      </fieldset>
      <p className="help">{m.answers_kept()}</p>
    </section>
  );
}

function Question({ question, answer, onAnswer }: { question: AskedQuestion; answer: Answer | undefined; onAnswer: Give }) {
  const [why, setWhy] = useState(false);
  const { id } = question;
  const words = pick(question.words);
  return (
    <div className="question" data-testid={`question-${id}`}>
      {question.kind === "tick" ? (
        <label className="check">
          <input type="checkbox" checked={answer?.yes ?? false} data-testid={`answer-${id}`} onChange={(event) => void onAnswer(id, { yes: event.target.checked })} />
          <span>{words}</span>
        </label>
      ) : question.kind === "choice" ? (
        <Pick
          legend={words}
          value={answer?.said ?? ""}
          testId={`answer-${id}`}
          choices={question.choices.map((choice) => ({ value: choice.id, words: pick(choice.words) }))}
          onPick={(said) => void onAnswer(id, { yes: true, said })}
        />
      ) : (
        <Paper id={id} words={words} said={answer?.said ?? ""} onAnswer={onAnswer} />
      )}
      <Button look="bare" icon={CircleQuestionMark} aria-expanded={why} onClick={() => setWhy(!why)} testId={`question-${id}-why`}>
        {m.why()}
        <span className="hidden"> {words}</span>
      </Button>
      {why ? (
        <div className="source">
          <p>{pick(question.why)}</p>
          <p>{m.source_of({ title: question.source.title, date: date(question.source.checked) })}</p>
          <p lang="en">{question.source.url}</p>
        </div>
      ) : null}
    </div>
  );
}

function Paper({ id, words, said, onAnswer }: { id: string; words: string; said: string; onAnswer: Give }) {
  const { field } = useTyped(said, (text) => onAnswer(id, text.trim() === "" ? null : { yes: true, said: text.trim() }));
  return (
    <>
      <label htmlFor={`paper-${id}`}>{words}</label>
      <textarea id={`paper-${id}`} rows={2} maxLength={300} {...field} data-testid={`answer-${id}`} />
    </>
  );
}
