// Owns the English under one caption: its own text field, and in words who made it. Refuses the caption itself.
import { Check } from "lucide-react";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Say } from "../../design/Say";
import { useTyped } from "../../desk/useTyped";
import type { Cue } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { type EnglishActs, isUnseen } from "./useEnglish";

interface Props {
  index: number;
  cue: Cue;
  open: boolean;
  acts: EnglishActs;
  onOpen: (index: number) => void;
}

export function EnglishField({ index, cue, open, acts, onOpen }: Props) {
  const text = cue.translation?.text ?? "";
  const typed = useTyped(text, (next) => acts.commit(index, next));
  const unseen = isUnseen(cue);
  const n = String(index + 1);
  const state = unseen ? m.english_machine() : text === "" ? m.english_empty() : m.english_seen();
  return (
    <div className="second">
      <span className="lang" aria-hidden="true">
        {m.english_short()}
      </span>
      <textarea
        id={`cue-en-${index}`}
        lang="en"
        rows={Math.max(1, typed.value.split("\n").length)}
        {...typed.field}
        aria-label={m.english_field({ n, state })}
        data-testid={`cue-${index}-en`}
        onFocus={() => onOpen(index)}
      />
      <Say level={unseen ? "warn" : text === "" ? "note" : "good"}>{state}</Say>
      {open && unseen ? (
        <div>
          <Button icon={Check} onClick={() => void acts.confirm(index).then((done) => done && focusSoon(`#cue-en-${index}`))} testId={`cue-${index}-en-confirm`}>
            {m.english_confirm()}
            <span className="hidden"> {m.of_cue({ n })}</span>
          </Button>
        </div>
      ) : null}
    </div>
  );
}
