// Owns what is told above a room: the act that failed, and the film that was finished meanwhile.
// Refuses to close either by itself.
import { useState } from "react";
import { Banner } from "../design/Banner";
import { Button } from "../design/Button";
import { focusSoon } from "../design/focus";
import type { Desk } from "../desk/desk";
import { m } from "../paraglide/messages.js";
import type { ErrorView, Finished } from "../ipc/bindings";
import { ErrorBanner } from "./ErrorBanner";

interface Props {
  error: ErrorView | null;
  /** null where the finished film is shown anyway */
  desk: Desk | null;
  onClose: () => void;
}

export function Notices({ error, desk, onClose }: Props) {
  const [seen, setSeen] = useState<Finished | null>(null);
  const finished = desk?.finished ?? null;
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
      {desk && finished && finished !== seen ? (
        <Banner title={m.finished_title()} testId="finished-notice">
          <div className="row">
            <Button onClick={() => desk.go("finish")} testId="finished-go">
              {m.go_to({ name: m.step_finish() })}
            </Button>
            <Button
              onClick={() => {
                setSeen(finished);
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
