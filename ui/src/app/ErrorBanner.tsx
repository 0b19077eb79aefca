// Owns the message of the act that failed: sentence, hint, details to copy. Refuses to close by itself.
import { Copy, X } from "lucide-react";
import { announce } from "../design/announce";
import { Banner } from "../design/Banner";
import { Button } from "../design/Button";
import { m } from "../paraglide/messages.js";
import type { ErrorView } from "../ipc/bindings";
import { errorWords } from "../words/errors";

/** navigator.clipboard is not there in every web view; a selected text field is. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

export function ErrorBanner({ error, onClose }: { error: ErrorView; onClose: () => void }) {
  const { sentence, hint } = errorWords(error);
  const details = `${error.code} ${JSON.stringify(error.params)}\n${error.details}`;
  return (
    <div className="trouble">
      <Banner level="block" title={sentence} alert testId={`error-${error.code}`}>
        <p>{hint}</p>
        <div className="row">
          <Button icon={X} onClick={onClose} testId="error-close">
            {m.understood()}
          </Button>
          <Button look="bare" icon={Copy} onClick={() => void copy(details).then((done) => announce(done ? m.details_copied() : m.details_not_copied()))} testId="error-copy">
            {m.copy_details()}
          </Button>
        </div>
      </Banner>
    </div>
  );
}
