// Owns the card of one rule: what, why, a sentence to mend, one that is fine. Refuses words of its own.
import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../design/Button";
import { m } from "../../paraglide/messages.js";
import type { Lesson } from "../../ipc/bindings";
import type { Host } from "../../ipc/host";
import { date } from "../../words/amounts";
import { pick } from "../../words/language";

export function LessonCard({ host, rule, fail, onClose }: { host: Host; rule: string; fail: (thrown: unknown) => void; onClose: () => void }) {
  const [lesson, setLesson] = useState<Lesson | null>(null);
  useEffect(() => {
    let current = true;
    host.lesson(rule).then((found) => current && setLesson(found), fail);
    return () => {
      current = false;
    };
  }, [host, rule, fail]);
  return (
    <section className="card" data-testid="lesson" aria-labelledby="lesson-title">
      <h2 id="lesson-title" tabIndex={-1}>
        {lesson ? pick(lesson.title) : m.checking()}
      </h2>
      {lesson ? (
        <>
          <p>{pick(lesson.why)}</p>
          {pick(lesson.ignored) === "" ? null : (
            <p>
              <b>{m.ignored_label()}:</b> {pick(lesson.ignored)}
            </p>
          )}
          <dl className="swap">
            {lesson.bad === null ? null : (
              <div>
                <dt>{m.lesson_bad()}</dt>
                <dd lang="vi">{m.quoted({ text: lesson.bad })}</dd>
              </div>
            )}
            {lesson.good === null ? null : (
              <div className="to">
                <dt>{m.lesson_good()}</dt>
                <dd lang="vi">{m.quoted({ text: lesson.good })}</dd>
              </div>
            )}
          </dl>
          <p>
            <b>{m.try_saying()}</b> {pick(lesson.suggestion)}
          </p>
          <div className="source">
            <p>{m.source_of({ title: lesson.source.title, date: date(lesson.source.checked) })}</p>
            <p lang="en">{lesson.source.url}</p>
          </div>
        </>
      ) : null}
      <div className="row">
        <Button icon={ArrowLeft} onClick={onClose} testId="lesson-close">
          {m.lesson_back()}
        </Button>
      </div>
    </section>
  );
}
