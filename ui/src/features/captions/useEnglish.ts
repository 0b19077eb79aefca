// Owns what is done with the English under the captions: typed, confirmed one by one or all, taken away.
// Refuses to translate by itself, and to call confirmed what no person has seen.
import { useEffect, useMemo, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { useDesk } from "../../desk/desk";
import type { Cue, Translation } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";

export interface EnglishActs {
  commit: (index: number, text: string) => Promise<boolean>;
  confirm: (index: number) => Promise<boolean>;
  confirmAll: () => Promise<boolean>;
  remove: () => Promise<boolean>;
}

export interface English {
  /** a model that translates is installed, and there is speech */
  can: boolean;
  /** captions that have some */
  count: number;
  /** those that no person has confirmed yet */
  unseen: number;
  acts: EnglishActs;
}

export const isUnseen = ({ translation }: Cue): boolean => translation?.machine_made === true;

const seen = (one: Translation | null | undefined): Translation | null => (one ? { ...one, machine_made: false } : null);

export function useEnglish(): English {
  const desk = useDesk();
  const { host, view, fail } = desk;
  const { cues } = view.draft.captions;
  const [can, setCan] = useState(false);
  useEffect(() => {
    let current = true;
    host.canTranslate(view.id).then((answer) => current && setCan(answer), fail);
    return () => {
      current = false;
    };
  }, [host, view.id, fail]);
  const latest = useRef(desk);
  useEffect(() => {
    latest.current = desk;
  });
  const acts = useMemo<EnglishActs>(() => {
    const settled = async () => {
      await latest.current.settle();
      return latest.current;
    };
    return {
      commit: async (at, text) => (await latest.current.edit({ edit: "set-translations", at, translations: [{ text, machine_made: false }], act: "text" })) !== null,
      confirm: async (at) => {
        const desk = await settled();
        let none = false;
        const done = await desk.edit((view) => {
          const cue = view.draft.captions.cues[at];
          none = !cue || !isUnseen(cue);
          return none ? null : { edit: "set-translations", at, translations: [seen(cue?.translation)], act: "confirm" };
        });
        if (none) announce(m.english_none_here(), "assertive");
        else if (done) announce(m.english_confirmed({ n: String(at + 1), count: done.draft.captions.cues.filter(isUnseen).length }));
        return done !== null;
      },
      confirmAll: async () => {
        const desk = await settled();
        const done = await desk.edit(({ draft }) => ({ edit: "set-translations", at: 0, translations: draft.captions.cues.map((cue) => seen(cue.translation)), act: "confirm" }));
        if (done) announce(m.english_confirmed_all());
        return done !== null;
      },
      remove: async () => {
        const desk = await settled();
        const done = await desk.edit(({ draft }) => ({ edit: "set-translations", at: 0, translations: draft.captions.cues.map(() => null), act: "remove" }));
        if (done) announce(m.english_removed());
        return done !== null;
      },
    };
  }, []);
  const count = cues.filter((cue) => (cue.translation?.text ?? "") !== "").length;
  return { can, count, unseen: cues.filter(isUnseen).length, acts };
}
