// Owns the dialog that shifts captions by a typed time: all of them or from one on. Refuses to shift one over
// another or past the film, and says how far they may go.
import { Check } from "lucide-react";
import { useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { Pane } from "../../design/Pane";
import { Pick } from "../../design/Pick";
import { Say } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import { readClock } from "../../time/clock";
import { exactLength } from "../../words/amounts";
import { shiftRoom } from "./cues";

interface Props {
  /** the caption that was open */
  index: number;
  onShift: (from: number, by: number) => Promise<boolean>;
  onClose: () => void;
}

export function Shift({ index, onShift, onClose }: Props) {
  const { draft } = useDesk().view;
  const { cues } = draft.captions;
  const [which, setWhich] = useState<"all" | "from">(index === 0 ? "all" : "from");
  const [way, setWay] = useState<"later" | "earlier">("later");
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const from = which === "all" ? 0 : index;
  const room = shiftRoom(cues, from, draft.clip?.info.duration_us ?? Number.MAX_SAFE_INTEGER);
  const free = way === "later" ? room.most : -room.least;
  const refuse = (why: string) => {
    setWrong(why);
    announce(why, "assertive");
  };
  const take = async () => {
    const us = readClock(typed);
    if (us === null || us === 0) return refuse(m.time_wrong());
    if (us > free) return refuse(m.shift_room({ length: exactLength(Math.floor(free / 1000) * 1000) }));
    const done = await onShift(from, way === "later" ? us : -us);
    onClose();
    if (done) announce((way === "later" ? m.shifted_later : m.shifted_earlier)({ count: cues.length - from, length: exactLength(us) }));
  };
  return (
    <Pane title={m.shift_title()} first="#shift-by" onClose={onClose}>
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        {index > 0 ? (
          <Pick
            legend={m.shift_which()}
            value={which}
            testId="shift-which"
            choices={[
              { value: "all", words: m.shift_all() },
              { value: "from", words: m.shift_from({ n: String(index + 1) }) },
            ]}
            onPick={setWhich}
          />
        ) : null}
        <Pick
          legend={m.shift_way()}
          value={way}
          testId="shift-way"
          choices={[
            { value: "later", words: m.later() },
            { value: "earlier", words: m.earlier() },
          ]}
          onPick={setWay}
        />
        <div>
          <label htmlFor="shift-by">{m.shift_by()}</label>
          <p className="help" id="shift-help">
            {m.shift_help({ length: exactLength(Math.floor(free / 1000) * 1000) })}
          </p>
          <input
            id="shift-by"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={typed}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? "shift-wrong" : "shift-help"}
            data-testid="shift-by"
            onChange={(event) => {
              setTyped(event.target.value);
              setWrong(null);
            }}
          />
          {wrong ? (
            <Say level="block" id="shift-wrong">
              {wrong}
            </Say>
          ) : null}
        </div>
        <div className="row">
          <Button look="main" icon={Check} onClick={() => void take()} testId="shift-take">
            {m.shift_take()}
          </Button>
          <Button onClick={onClose}>{m.cancel()}</Button>
        </div>
      </form>
    </Pane>
  );
}
