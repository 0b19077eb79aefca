// Owns the dialog that asks who speaks a caption: typed, or one of those named already. Refuses to guess voices.
import { Check, UserRound, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/Button";
import { Pane } from "../../design/Pane";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";

const MOST = 5;

interface Props {
  index: number;
  onName: (index: number, speaker: string | null) => Promise<void>;
  onClose: () => void;
}

export function Speaker({ index, onName, onClose }: Props) {
  const { cues } = useDesk().view.draft.captions;
  const now = cues[index]?.speaker ?? "";
  const [name, setName] = useState(now);
  const known = [...new Set(cues.flatMap((cue) => cue.speaker ?? []))].filter((one) => one !== now).slice(0, MOST);
  const take = (speaker: string) => {
    const said = speaker.replace(/\s+/gu, " ").trim();
    onClose();
    void onName(index, said === "" ? null : said);
  };
  return (
    <Pane title={m.speaker_of({ n: String(index + 1) })} first="#speaker-name" onClose={onClose}>
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          take(name);
        }}
      >
        <div>
          <label htmlFor="speaker-name">{m.speaker_name()}</label>
          <p className="help" id="speaker-help">
            {m.speaker_help()}
          </p>
          <input id="speaker-name" type="text" maxLength={60} autoComplete="off" value={name} aria-describedby="speaker-help" data-testid="speaker-name" onChange={(event) => setName(event.target.value)} />
        </div>
        {known.length > 0 ? (
          <fieldset>
            <legend>{m.speaker_known()}</legend>
            <div className="row">
              {known.map((one, n) => (
                <Button key={one} look="soft" icon={UserRound} onClick={() => take(one)} testId={`speaker-${n}`}>
                  {one}
                </Button>
              ))}
            </div>
          </fieldset>
        ) : null}
        <div className="row">
          <Button look="main" icon={Check} onClick={() => take(name)} testId="speaker-save">
            {m.save_name()}
          </Button>
          {now === "" ? null : (
            <Button icon={X} onClick={() => take("")} testId="speaker-none">
              {m.speaker_remove()}
            </Button>
          )}
          <Button look="bare" onClick={onClose}>
            {m.cancel()}
          </Button>
        </div>
      </form>
    </Pane>
  );
}
