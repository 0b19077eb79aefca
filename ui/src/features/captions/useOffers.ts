// Owns what the dictionary would mend in the captions as they are now. Refuses to mend anything by itself.
import { useCallback, useEffect, useState } from "react";
import { announce } from "../../design/announce";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import type { DictionaryOffer } from "../../ipc/bindings";

export interface Offers {
  list: DictionaryOffer[];
  /** how many places in all */
  places: number;
  takeAll: () => Promise<void>;
  /** The dictionary has changed. */
  again: () => void;
}

export function useOffers(): Offers {
  const { host, view, act, settle, fail } = useDesk();
  const [list, setList] = useState<DictionaryOffer[]>([]);
  const [turn, setTurn] = useState(0);
  const { captions } = view.draft;
  useEffect(() => {
    let current = true;
    host.dictionaryOffers(view.id).then((found) => {
      // Nothing found twice in a row is nothing new to draw.
      if (current) setList((before) => (before.length === 0 && found.length === 0 ? before : found));
    }, fail);
    return () => {
      current = false;
    };
  }, [host, view.id, captions, turn, fail]);
  const places = list.reduce((sum, one) => sum + one.places, 0);
  const takeAll = useCallback(async () => {
    await settle();
    const next = await act(() => host.replaceByDictionary(view.id));
    if (next) announce(m.replaced({ count: places }));
  }, [host, view.id, act, settle, places]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { list, places, takeAll, again };
}
