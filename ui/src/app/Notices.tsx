// Owns what is told above a room: the act that failed, and the film that was finished meanwhile.
// Refuses to close either by itself.
import { useState } from "react";
import { Banner } from "../design/Banner";
import { Button } from "../design/Button";
import { focusSoon } from "../design/focus";
import type { Done } from "../desk/desk";
import { m } from "../paraglide/messages.js";
import type { ErrorView } from "../ipc/bindings";
import { ErrorBanner } from "./ErrorBanner";

interface Props {
  error: ErrorView | null;
  /** null where it is shown anyway */
  done: Done | null;
  onFinished: (id: string) => void;
  onClose: () => void;
}

export function Notices({ error, done, onFinished, onClose }: Props) {
  const [seen, setSeen] = useState<Done | null>(null);
  return (
    <div className="trouble">
      {error ? (
        <ErrorBanner
          error={error}
          onClose={() => {
            onClose();
            focusSoon("h1");
          }}
        />
      ) : null}
      {done && done !== seen ? (
        <Banner title={m.finished_title_of({ title: done.film.title })} testId="finished-notice">
          <div className="row">
            <Button
              onClick={() => {
                setSeen(done);
                onFinished(done.film.id);
              }}
              testId="finished-go"
            >
              {m.go_to({ name: m.step_finish() })}
            </Button>
            <Button
              onClick={() => {
                setSeen(done);
                focusSoon("h1");
              }}
              testId="finished-seen"
            >
              {m.understood()}
            </Button>
          </div>
        </Banner>
      ) : null}
    </div>
  );
}
