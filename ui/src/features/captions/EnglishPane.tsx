// Owns the dialog of the English track: translate, confirm all, take it away. Refuses to promise that a machine is right.
import { CheckCheck, Languages, Trash2 } from "lucide-react";
import { Button } from "../../design/Button";
import { Pane } from "../../design/Pane";
import { Say } from "../../design/Say";
import { m } from "../../paraglide/messages.js";
import type { English } from "./useEnglish";

interface Props {
  english: English;
  onTranslate: () => void;
  onClose: () => void;
}

export function EnglishPane({ english: { can, count, unseen, acts }, onTranslate, onClose }: Props) {
  const then = (act: Promise<boolean>) => void act.then(onClose);
  return (
    <Pane title={m.english_title()} onClose={onClose}>
      <p>{m.english_help()}</p>
      {count > 0 ? <Say level={unseen > 0 ? "warn" : "good"}>{unseen > 0 ? m.english_unseen({ count: unseen }) : m.english_all_seen({ count })}</Say> : null}
      <div className="row">
        {can ? (
          <Button
            look={count === 0 ? "main" : "plain"}
            icon={Languages}
            onClick={() => {
              onClose();
              onTranslate();
            }}
            testId="english-make"
          >
            {count === 0 ? m.english_make() : m.english_again()}
          </Button>
        ) : null}
        {unseen > 0 ? (
          <Button look="main" icon={CheckCheck} onClick={() => then(acts.confirmAll())} testId="english-confirm-all">
            {m.english_confirm_all({ count: unseen })}
          </Button>
        ) : null}
        {count > 0 ? (
          <Button look="stop" icon={Trash2} onClick={() => then(acts.remove())} testId="english-remove">
            {m.english_remove()}
          </Button>
        ) : null}
        <Button look="bare" onClick={onClose}>
          {m.close()}
        </Button>
      </div>
      {count > 0 && can ? <p className="help">{m.english_again_help()}</p> : null}
    </Pane>
  );
}
