// Owns find and replace in all cues, as one edit. Refuses patterns: words only.
import { Check } from "lucide-react";
import { useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { Pane } from "../../design/Pane";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import { occurrences, replaced } from "./cues";

export function Replace({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const { cues } = desk.view.draft.captions;
  const [find, setFind] = useState("");
  const [by, setBy] = useState("");
  const count = occurrences(cues, find);
  const replace = async () => {
    const done = await desk.edit(({ draft }) => replaced(draft.captions.cues, find, by));
    onClose();
    if (done) announce(m.replaced({ count }));
  };
  return (
    <Pane title={m.replace_title()} onClose={onClose}>
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          if (count > 0) void replace();
        }}
      >
        <div>
          <label htmlFor="replace-find">{m.replace_find()}</label>
          <input id="replace-find" type="text" value={find} data-testid="replace-find" onChange={(event) => setFind(event.target.value)} />
        </div>
        <div>
          <label htmlFor="replace-by">{m.replace_by()}</label>
          <input id="replace-by" type="text" value={by} data-testid="replace-by" onChange={(event) => setBy(event.target.value)} />
        </div>
        <p role="status">{find === "" ? m.replace_type() : m.replace_found({ count })}</p>
        <div className="row">
          <Button look="main" icon={Check} off={count === 0} onClick={() => void replace()} testId="replace-all">
            {m.replace_all()}
          </Button>
          <Button onClick={onClose}>{m.cancel()}</Button>
        </div>
      </form>
    </Pane>
  );
}
