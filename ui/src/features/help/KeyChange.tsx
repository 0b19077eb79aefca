// Owns choosing a key for one act: pressed, or picked out of lists. Refuses a key that is typed with, and takes one
// from another act only when that was said first. Tab and Escape are never caught: they lead out.
import { Check, Keyboard, RotateCcw, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { capOf, type Chord, chord, chordName, chordOf, codes, partsOf, refusedChord } from "../../design/chord";
import { Pane } from "../../design/Pane";
import { Say } from "../../design/Say";
import { m } from "../../paraglide/messages.js";
import { holderOf, type KeyRow } from "./keyChoice";

interface Props {
  row: KeyRow;
  rows: readonly KeyRow[];
  onGive: (row: KeyRow, chords: readonly Chord[]) => void;
  onClose: () => void;
}

const refusals = { letter: m.key_refused_letter, taken: m.key_refused_taken, unknown: m.key_refused_unknown };
const leadingOut = new Set(["Tab", "Escape"]);
const held = new Set(["AltLeft", "AltRight", "ControlLeft", "ControlRight", "ShiftLeft", "ShiftRight", "MetaLeft", "MetaRight", "CapsLock", "NumLock"]);

export function KeyChange({ row, rows, onGive, onClose }: Props) {
  const [wanted, setWanted] = useState<Chord>(row.chords[0] ?? row.usual[0] ?? "Alt+KeyA");
  const [waiting, setWaiting] = useState(false);
  const parts = partsOf(wanted);
  const refused = refusedChord(wanted);
  const holder = refused ? null : holderOf(rows, row, wanted);
  const has = row.chords.includes(wanted);
  const words = (of: Chord): string => {
    const no = refusedChord(of);
    if (no) return `${chordName(of)}. ${refusals[no]()}`;
    const other = holderOf(rows, row, of);
    return other ? m.key_taken_by({ key: chordName(of), act: other.words }) : row.chords.includes(of) ? m.key_is_own({ key: chordName(of) }) : m.key_free({ key: chordName(of) });
  };
  const choose = (next: Chord) => {
    setWanted(next);
    announce(words(next));
  };
  const press = (event: KeyboardEvent) => {
    if (!waiting || leadingOut.has(event.code) || held.has(event.code)) return;
    event.preventDefault();
    event.stopPropagation();
    setWaiting(false);
    choose(chordOf(event.nativeEvent));
  };
  /** Where another act has one of them by now, that is said first. */
  const usual = () => {
    const other = row.usual.find((one) => holderOf(rows, row, one) !== null);
    if (other === undefined || other === wanted) onGive(row, row.usual);
    else choose(other);
  };
  const hold = (name: "ctrl" | "alt" | "shift", words: string) => (
    <label className="check">
      <input type="checkbox" checked={parts[name]} data-testid={`key-${name}`} onChange={(event) => choose(chord(parts.code, { ...parts, [name]: event.target.checked }))} />
      <span>{words}</span>
    </label>
  );
  return (
    <Pane title={m.key_change_of({ act: row.words })} onClose={onClose}>
      <p>{m.key_now({ keys: row.chords.length === 0 ? m.key_none() : row.chords.map(chordName).join(m.key_or()) })}</p>
      <div>
        <Button look={waiting ? "main" : "soft"} icon={Keyboard} aria-pressed={waiting} onClick={() => setWaiting(!waiting)} onKeyDown={press} onBlur={() => setWaiting(false)} testId="key-press">
          {waiting ? m.key_press_now() : m.key_press()}
        </Button>
        <p className="help">{m.key_press_help()}</p>
      </div>
      <fieldset>
        <legend>{m.key_pick()}</legend>
        <div className="key-pick">
          {hold("ctrl", "Ctrl")}
          {hold("alt", "Alt")}
          {hold("shift", "Shift")}
          <div>
            <label htmlFor="key-code">{m.key_code()}</label>
            <select id="key-code" value={parts.code} data-testid="key-code" onChange={(event) => choose(chord(event.target.value, parts))}>
              {codes.includes(parts.code) ? null : <option value={parts.code}>{capOf(parts.code)}</option>}
              {codes.map((code) => (
                <option key={code} value={code}>
                  {capOf(code)}
                </option>
              ))}
            </select>
          </div>
        </div>
      </fieldset>
      <Say level={refused ? "block" : holder ? "warn" : "good"} id="key-words">
        {words(wanted)}
      </Say>
      <div className="row">
        <Button look="main" icon={Check} off={refused !== null} aria-describedby="key-words" onClick={() => onGive(row, [wanted])} testId="key-give">
          {holder ? m.key_take() : m.key_use()}
        </Button>
        {has ? null : (
          <Button icon={Check} off={refused !== null || row.chords.length === 0} onClick={() => onGive(row, [...row.chords, wanted])} testId="key-add">
            {m.key_add()}
          </Button>
        )}
        <Button icon={X} off={row.chords.length === 0} onClick={() => onGive(row, [])} testId="key-clear">
          {m.key_clear()}
        </Button>
        <Button icon={RotateCcw} onClick={usual} testId="key-usual">
          {m.key_usual({ keys: row.usual.map(chordName).join(m.key_or()) })}
        </Button>
        <Button look="bare" onClick={onClose} testId="key-close">
          {m.cancel()}
        </Button>
      </div>
    </Pane>
  );
}
