// Owns the person's own words: the list, adding and removing, and what they would mend here.
// Refuses to mend without being asked.
import { BookA, Plus, SpellCheck, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Icon } from "../../design/Icon";
import { Pane } from "../../design/Pane";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import type { DictionaryEntry } from "../../ipc/bindings";
import type { Offers } from "./useOffers";

const LONGEST = 80;

const words = ({ word, wrong }: DictionaryEntry): string => (wrong === null ? word : m.wrong_to_word({ wrong, word }));

export function Dictionary({ offers, onClose }: { offers: Offers; onClose: () => void }) {
  const { host, fail } = useDesk();
  const [entries, setEntries] = useState<DictionaryEntry[] | null>(null);
  const [word, setWord] = useState("");
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    let current = true;
    host.dictionary().then((list) => current && setEntries(list), fail);
    return () => {
      current = false;
    };
  }, [host, fail]);
  const empty = word.trim() === "";
  const add = async () => {
    if (empty) return;
    const entry = { word: word.trim(), wrong: wrong.trim() === "" ? null : wrong.trim() };
    setEntries(await host.addToDictionary(entry));
    offers.again();
    setWord("");
    setWrong("");
    announce(m.dictionary_added({ words: words(entry) }));
    focusSoon("#dictionary-word");
  };
  const remove = async (entry: DictionaryEntry, index: number) => {
    const left = await host.removeFromDictionary(entry);
    setEntries(left);
    offers.again();
    announce(m.dictionary_removed({ words: words(entry) }));
    focusSoon(left.length === 0 ? "#dictionary-word" : `#dictionary-${Math.min(index, left.length - 1)}`);
  };
  /** A dialog over a message would hide it: it closes first. */
  const trouble = (thrown: unknown) => {
    onClose();
    fail(thrown);
  };
  return (
    <Pane title={m.dictionary_title()} first="#dictionary-word" onClose={onClose}>
      <p className="help">{m.dictionary_help()}</p>
      {offers.places > 0 ? (
        <section className="found" aria-labelledby="offers-here" data-testid="dictionary-offers">
          <h3 id="offers-here">{m.offers_found({ count: offers.places })}</h3>
          <ul>
            {offers.list.map((offer) => (
              <li key={`${offer.wrong} ${offer.word}`}>{m.offer_row({ wrong: offer.wrong, word: offer.word, count: offer.places })}</li>
            ))}
          </ul>
          <Button icon={SpellCheck} onClick={() => void offers.takeAll().then(() => focusSoon("#dictionary-word"))} testId="dictionary-take">
            {m.offers_take()}
          </Button>
        </section>
      ) : null}
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void add().catch(trouble);
        }}
      >
        <div>
          <label htmlFor="dictionary-word">{m.dictionary_word()}</label>
          <input id="dictionary-word" type="text" maxLength={LONGEST} autoComplete="off" value={word} data-testid="dictionary-word" onChange={(event) => setWord(event.target.value)} />
        </div>
        <div>
          <label htmlFor="dictionary-wrong">{m.dictionary_wrong()}</label>
          <input id="dictionary-wrong" type="text" maxLength={LONGEST} autoComplete="off" value={wrong} data-testid="dictionary-wrong" onChange={(event) => setWrong(event.target.value)} />
        </div>
        <div className="row">
          <Button look="main" icon={Plus} off={empty} submit testId="dictionary-add">
            {empty ? m.dictionary_type() : m.dictionary_add()}
          </Button>
          <Button look="bare" onClick={onClose} testId="dictionary-close">
            {m.close()}
          </Button>
        </div>
      </form>
      {entries !== null && entries.length > 0 ? (
        <ul className="entries" aria-label={m.dictionary_title()}>
          {entries.map((entry, index) => (
            <li key={`${entry.word} ${entry.wrong ?? ""}`}>
              <Icon of={BookA} />
              <span>{words(entry)}</span>
              <Button look="bare" icon={Trash2} id={`dictionary-${index}`} onClick={() => void remove(entry, index).catch(trouble)} testId={`dictionary-${index}-remove`}>
                {m.dictionary_remove()}
                <span className="hidden"> {words(entry)}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </Pane>
  );
}
