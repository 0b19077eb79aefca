// Owns finding words in all captions and putting others there: one place or all, each as one edit.
// Refuses to change anything before it was asked, and patterns: words only.
import { Check, Locate, Replace, SkipForward } from "lucide-react";
import { useMemo, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Pane } from "../../design/Pane";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import { around, type Place, placesOf, type Query, textsWith } from "./find";

interface Props {
  /** the caption that is open: the search begins there */
  from: number;
  onGo: (index: number) => void;
  onClose: () => void;
}

export function Find({ from, onGo, onClose }: Props) {
  const desk = useDesk();
  const { cues } = desk.view.draft.captions;
  const [find, setFind] = useState("");
  const [by, setBy] = useState("");
  const [how, setHow] = useState({ anyMarks: false, capitals: false, whole: false });
  const [at, setAt] = useState<number | null>(null);
  const query = useMemo<Query>(() => ({ find, ...how }), [find, how]);
  const places = useMemo(() => placesOf(cues, query), [cues, query]);
  const first = places.findIndex((place) => place.cue >= from);
  const index = Math.min(at ?? Math.max(0, first), places.length - 1);
  const place = places[index];

  const told = (which: Place | undefined, number: number, of: number) => {
    if (!which) return m.replace_found({ count: 0 });
    const { before, found, after } = around(cues[which.cue]?.text ?? "", which);
    return m.find_here({ k: String(number + 1), count: String(of), n: String(which.cue + 1), text: `${before}${found}${after}` });
  };
  const search = (next: Partial<Query>) => {
    if (next.find !== undefined) setFind(next.find);
    else setHow((before) => ({ ...before, ...next }));
    setAt(null);
  };
  const put = async (which: readonly Place[]) => {
    const done = await desk.edit(({ draft }) => {
      // Looked for again in the newest captions: what was typed meanwhile may have moved them.
      const now = draft.captions.cues;
      const there = placesOf(now, query).filter((one) => which.some((two) => one.cue === two.cue && one.start === two.start));
      const texts = textsWith(now, there, by, query);
      const [only] = texts;
      if (!only) return null;
      return which.length === 1 ? { edit: "set-cue-text", index: only.index, text: only.text } : { edit: "set-cue-texts", texts };
    });
    return done;
  };
  const one = async () => {
    if (!place) return;
    if (!(await put([place]))) return announce(m.find_same(), "assertive");
    setAt(index);
    announce(m.replaced({ count: 1 }));
  };
  const all = async () => {
    const count = places.length;
    const done = await put(places);
    if (!done) return announce(m.find_same(), "assertive");
    onClose();
    announce(m.replaced({ count }));
  };
  const next = () => {
    const to = (index + 1) % places.length;
    setAt(to);
    announce(told(places[to], to, places.length));
  };
  const go = () => {
    if (!place) return;
    onClose();
    onGo(place.cue);
    focusSoon(`#cue-text-${place.cue}`, (field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(place.start, place.end));
  };
  const shown = place ? around(cues[place.cue]?.text ?? "", place) : null;
  return (
    <Pane title={m.replace_title()} first="#replace-find" onClose={onClose}>
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          if (place) next();
        }}
      >
        <div>
          <label htmlFor="replace-find">{m.replace_find()}</label>
          <input id="replace-find" type="text" autoComplete="off" value={find} data-testid="replace-find" onChange={(event) => search({ find: event.target.value })} />
        </div>
        <div>
          <label htmlFor="replace-by">{m.replace_by()}</label>
          <input id="replace-by" type="text" autoComplete="off" value={by} data-testid="replace-by" onChange={(event) => setBy(event.target.value)} />
        </div>
        <fieldset>
          <legend>{m.find_how()}</legend>
          <Tick on={how.anyMarks} words={m.find_any_marks()} testId="find-any-marks" onTick={(anyMarks) => search({ anyMarks })} />
          <Tick on={how.capitals} words={m.find_capitals()} testId="find-capitals" onTick={(capitals) => search({ capitals })} />
          <Tick on={how.whole} words={m.find_whole()} testId="find-whole" onTick={(whole) => search({ whole })} />
        </fieldset>
        <p role="status" data-testid="find-count">
          {find === "" ? m.replace_type() : m.replace_found({ count: places.length })}
        </p>
        {place && shown ? (
          <p className="found" data-testid="find-place">
            <b>{m.find_at({ k: String(index + 1), count: String(places.length), n: String(place.cue + 1) })}</b> {shown.before}
            <mark className="warn">{shown.found}</mark>
            {shown.after}
          </p>
        ) : null}
        <div className="row">
          <Button look="main" icon={Check} off={!place} onClick={() => void all()} testId="replace-all">
            {m.replace_all_n({ count: places.length })}
          </Button>
          <Button icon={Replace} off={!place} onClick={() => void one()} testId="replace-one">
            {m.replace_one()}
          </Button>
          <Button icon={SkipForward} off={places.length < 2} submit testId="find-next">
            {m.find_next()}
          </Button>
          <Button icon={Locate} off={!place} onClick={go} testId="find-go">
            {m.find_go()}
          </Button>
          <Button look="bare" onClick={onClose} testId="find-close">
            {m.close()}
          </Button>
        </div>
      </form>
    </Pane>
  );
}

function Tick({ on, words, testId, onTick }: { on: boolean; words: string; testId: string; onTick: (on: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} data-testid={testId} onChange={(event) => onTick(event.target.checked)} />
      <span>{words}</span>
    </label>
  );
}
