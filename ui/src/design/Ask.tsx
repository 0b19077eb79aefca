// Owns the dialog that asks for one text, or for a yes. Refuses to judge the answer.
import { useId, useState } from "react";
import { Button } from "./Button";
import { Pane } from "./Pane";

interface AskProps {
  title: string;
  label: string;
  help?: string;
  initial?: string;
  rows?: number;
  confirm: string;
  cancel: string;
  onDone: (text: string) => void;
  onClose: () => void;
}

/** Asks for one text; an empty one cannot be sent. */
export function Ask({ title, label, help, initial = "", rows = 1, confirm, cancel, onDone, onClose }: AskProps) {
  const [text, setText] = useState(initial);
  const id = useId();
  const empty = text.trim() === "";
  const done = () => {
    if (empty) return;
    onDone(text.trim());
    onClose();
  };
  return (
    <Pane title={title} onClose={onClose}>
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <div>
          <label htmlFor={id}>{label}</label>
          {help ? (
            <p className="help" id={`${id}-help`}>
              {help}
            </p>
          ) : null}
          {rows > 1 ? (
            <textarea className="tall" id={id} rows={rows} value={text} aria-describedby={help ? `${id}-help` : undefined} data-testid="ask-text" onChange={(event) => setText(event.target.value)} />
          ) : (
            <input id={id} type="text" value={text} aria-describedby={help ? `${id}-help` : undefined} data-testid="ask-text" onChange={(event) => setText(event.target.value)} />
          )}
        </div>
        <div className="row">
          <Button look="main" off={empty} onClick={done} testId="ask-confirm">
            {confirm}
          </Button>
          <Button onClick={onClose} testId="ask-cancel">
            {cancel}
          </Button>
        </div>
      </form>
    </Pane>
  );
}

interface SureProps {
  title: string;
  text: string;
  confirm: string;
  cancel: string;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function Sure({ title, text, confirm, cancel, onDone, onClose }: SureProps) {
  return (
    <Pane title={title} onClose={onClose}>
      <p>{text}</p>
      <div className="row">
        <Button
          look="stop"
          testId="sure-confirm"
          onClick={() => {
            onDone();
            onClose();
          }}
        >
          {confirm}
        </Button>
        <Button onClick={onClose} testId="sure-cancel">
          {cancel}
        </Button>
      </div>
    </Pane>
  );
}
