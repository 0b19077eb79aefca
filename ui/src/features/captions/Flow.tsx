// Owns the dialog that groups the words anew, for one kind of reader. Refuses to touch what was changed by hand.
import { WrapText } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/Button";
import { Pane } from "../../design/Pane";
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import type { Reading } from "../../ipc/bindings";
import { readingName } from "../../words/lint";

interface Props {
  onFlow: (reading: Reading | null) => Promise<boolean>;
  onClose: () => void;
}

const kinds = ["shape", "vertical", "wide", "easy"] as const;
type Kind = (typeof kinds)[number];

const readingOf = (kind: Kind): Reading | null => (kind === "shape" ? null : kind);

export function Flow({ onFlow, onClose }: Props) {
  const { draft } = useDesk().view;
  const [kind, setKind] = useState<Kind>(draft.reading ?? "shape");
  const take = async () => {
    await onFlow(readingOf(kind));
    onClose();
  };
  return (
    <Pane title={m.flow_title()} first='[data-testid="flow-kind"] input:checked' onClose={onClose}>
      <p className="help">{m.flow_help()}</p>
      <div className="tall-pick">
        <Pick legend={m.flow_kind()} value={kind} testId="flow-kind" choices={kinds.map((value) => ({ value, words: readingName(readingOf(value)) }))} onPick={setKind} />
      </div>
      <div className="row">
        <Button look="main" icon={WrapText} onClick={() => void take()} testId="flow-take">
          {m.flow_take()}
        </Button>
        <Button onClick={onClose}>{m.cancel()}</Button>
      </div>
    </Pane>
  );
}
