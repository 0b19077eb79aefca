// Owns the table of keys, one list for each place where they act, and the way to change one.
// Refuses to know what the acts do.
import { Keyboard, RotateCcw } from "lucide-react";
import { useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { chordName } from "../../design/chord";
import { focusSoon } from "../../design/focus";
import type { Settings } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { KeyChange } from "./KeyChange";
import { type KeyRow, withKeys } from "./keyChoice";

interface Props {
  rows: readonly KeyRow[];
  chosen: NonNullable<Settings["keys"]>;
  onChange: (chosen: NonNullable<Settings["keys"]>) => void;
}

export const shownKeys = (row: KeyRow): string => (row.chords.length === 0 ? m.key_none() : row.chords.map(chordName).join(m.key_or()));

export function KeyTable({ rows, chosen, onChange }: Props) {
  const [changing, setChanging] = useState<string | null>(null);
  const row = rows.find((one) => one.act === changing);
  const give = (to: KeyRow, chords: readonly string[]) => {
    const next = withKeys(chosen, rows, to, chords);
    onChange(next);
    setChanging(null);
    announce(m.key_told({ act: to.words, keys: shownKeys({ ...to, chords }) }));
    focusSoon(`#key-${to.act}`);
  };
  const places = [
    { room: "all", title: null, text: m.help_keys_text() },
    { room: "captions", title: m.help_keys_captions(), text: m.help_keys_captions_text() },
    { room: "trim", title: m.help_keys_trim(), text: m.help_keys_trim_text() },
  ] as const;
  return (
    <section className="card" data-testid="keys">
      <h2>{m.help_keys()}</h2>
      {places.map(({ room, title, text }) => (
        <div key={room} className="key-room">
          {title === null ? null : <h3>{title}</h3>}
          <p className="soft">{text}</p>
          <ul className="keys">
            {rows
              .filter((one) => one.room === room)
              .map((one) => (
                <li key={one.act}>
                  <b data-testid={`key-${one.act}-now`}>{shownKeys(one)}</b>
                  <span>{one.words}</span>
                  <Button look="bare" icon={Keyboard} id={`key-${one.act}`} onClick={() => setChanging(one.act)} testId={`key-${one.act}`}>
                    {m.key_change()}
                    <span className="hidden"> {one.words}</span>
                  </Button>
                </li>
              ))}
          </ul>
        </div>
      ))}
      <div className="row">
        <Button
          icon={RotateCcw}
          id="keys-reset"
          off={Object.keys(chosen).length === 0}
          onClick={() => {
            onChange({});
            announce(m.keys_reset_told());
          }}
          testId="keys-reset"
        >
          {Object.keys(chosen).length === 0 ? m.keys_reset_none() : m.keys_reset()}
        </Button>
      </div>
      {row ? <KeyChange row={row} rows={rows} onGive={give} onClose={() => setChanging(null)} /> : null}
    </section>
  );
}
