// Owns what the acts of the open part do to the draft, what is told of it, and where the focus goes after.
// Refuses to build an edit of an old view, and to follow the film: the part that was chosen stays the open one.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { focusSoon } from "../../design/focus";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { frameOf, onFrame, type Side, type Step, stepped, stepSizes } from "../../film/frames";
import { m } from "../../paraglide/messages.js";
import type { DraftView, Part } from "../../ipc/bindings";
import { at, atExact, exactLength, longLength, stepWords } from "../../words/amounts";
import { middleOf, moved, type Moved, openPart, partAt } from "./borders";
import { around, saidIn } from "./parts";

export interface PartActs {
  open: (index: number) => void;
  hear: (index: number) => void;
  hearOpen: () => void;
  /** plays around the open part's cut */
  join: () => void;
  toggle: () => Promise<void>;
  /** the border to where the film stands */
  here: (side: Side) => Promise<void>;
  place: (side: Side, us: number) => Promise<boolean>;
  nudge: (side: Side, by: 1 | -1) => Promise<void>;
  split: () => Promise<void>;
  /** opens the part before or after */
  go: (by: 1 | -1) => void;
  setStep: (step: Step) => void;
  nextStep: () => void;
}

export interface Parts {
  acts: PartActs;
  /** number of the open part, from 0 */
  shown: number;
  step: Step;
  /** as on entering: the first removed part is open */
  forget: () => void;
}

export const borderName = (side: Side, index: number): string => (side === "start" ? m.part_start_name : m.part_end_name)({ n: String(index + 1) });

/** The control that had the focus in a part, to give it back where that part has another number now. */
const heldInPart = (): string | null => /^part-\d+-(.+)$/u.exec(document.activeElement?.id ?? "")?.[1] ?? null;

export function usePartActs(film: Film, aimed: number | null): Parts {
  const desk = useDesk();
  const [chosen, setChosen] = useState(aimed);
  const [step, setStepState] = useState<Step>("tenth");
  const latest = useRef({ desk, chosen, step });
  useEffect(() => {
    latest.current.desk = desk;
  });
  const choose = useCallback((us: number | null) => {
    latest.current.chosen = us;
    setChosen(us);
  }, []);
  const acts = useMemo<PartActs>(() => {
    const now = () => latest.current.desk;
    const parts = () => now().view.draft.cuts.parts;
    const here = (view: DraftView) => openPart(view.draft.cuts.parts, latest.current.chosen);
    const look = (us: number) => {
      if (!film.playing()) film.seek(us);
    };
    const take = (part: Part | undefined) => part && choose(middleOf(part));
    const follow = (held: string | null, index: number) => {
      if (held !== null) focusSoon(`#part-${index}-${held}`);
    };

    /** `wanted` gets the border as it is when its turn comes. */
    const border = async (side: Side, wanted: (view: DraftView, us: number) => number): Promise<boolean> => {
      const held = heldInPart();
      let done: Moved | null = null;
      let before = 0;
      const next = await now().edit((view) => {
        const { parts } = view.draft.cuts;
        const index = here(view);
        const part = parts[index];
        if (!part) return null;
        before = view.output_us;
        done = moved(parts, index, side, wanted(view, side === "start" ? part.start_us : part.end_us), frameOf(view.draft.clip?.info.video ?? null));
        return done?.edit ?? null;
      });
      // TypeScript does not see that the function above has run.
      const to = done as Moved | null;
      if (!to) return false;
      const name = borderName(side, to.index);
      if (!to.edit) {
        announce(to.short ? m.border_stuck({ border: name }) : m.border_told({ border: name, time: atExact(to.at) }), to.short ? "assertive" : "polite");
        return true;
      }
      if (!next) return false;
      take(next.draft.cuts.parts[to.index]);
      look(to.at);
      const by = next.output_us - before;
      const told = { border: name, time: atExact(to.at), length: exactLength(Math.abs(by)) };
      const said = by < 0 ? m.border_told_less(told) : by > 0 ? m.border_told_more(told) : m.border_told(told);
      announce(to.short ? `${said} ${m.border_short()}` : said);
      follow(held, to.index);
      return true;
    };

    const open = (index: number, part: Part) => {
      take(part);
      const said = saidIn(now().view.draft.captions.cues, part);
      const told = { n: String(index + 1), state: part.kept ? m.kept() : m.removed(), from: at(part.start_us), to: at(part.end_us) };
      announce(said === "" ? m.part_here(told) : `${m.part_here(told)} ${m.quoted({ text: said })}`);
    };
    const setStep = (step: Step) => {
      latest.current.step = step;
      setStepState(step);
    };
    return {
      open: (index) => {
        const part = parts()[index];
        if (part) open(index, part);
      },
      hear: (index) => {
        const part = parts()[index];
        take(part);
        if (part) film.play([part]);
      },
      hearOpen: () => {
        const part = parts()[here(now().view)];
        if (part) film.play([part]);
      },
      join: () => film.play(around(parts(), here(now().view))),
      toggle: async () => {
        let index = 0;
        const next = await now().edit((view) => {
          index = here(view);
          const part = view.draft.cuts.parts[index];
          return part ? { edit: "set-part", index, kept: !part.kept } : null;
        });
        const part = next?.draft.cuts.parts[index];
        if (!next || !part) return;
        take(part);
        announce(m.part_told({ n: String(index + 1), state: part.kept ? m.kept() : m.removed(), length: longLength(next.output_us) }));
        focusSoon(`#part-${index}-toggle`);
      },
      here: async (side) => {
        const us = film.now();
        // The end of the film is a border even where no frame begins there.
        await border(side, ({ draft }) => ((draft.cuts.parts.at(-1)?.end_us ?? us) <= us + 1000 ? us : onFrame(us, draft.clip?.info.video ?? null)));
      },
      place: (side, us) => border(side, () => us),
      nudge: async (side, by) => {
        await border(side, (view, us) => stepped(us, by, latest.current.step, view.draft.clip?.info.video ?? null));
      },
      split: async () => {
        const held = heldInPart();
        const us = film.now();
        let index = 0;
        let where: number | null = null;
        const next = await now().edit((view) => {
          const { clip, cuts } = view.draft;
          const video = clip?.info.video ?? null;
          const at_us = onFrame(us, video);
          index = partAt(cuts.parts, at_us);
          const part = cuts.parts[index];
          const room = part ? Math.min(at_us - part.start_us, part.end_us - at_us) : 0;
          where = room >= frameOf(video) * 0.9 ? at_us : null;
          return where === null ? null : { edit: "split-part", index, at_us };
        });
        if (where === null) return announce(m.split_no_room(), "assertive");
        if (!next) return;
        take(next.draft.cuts.parts[index + 1]);
        announce(m.part_split_told({ time: atExact(where), n: String(index + 1), next: String(index + 2) }));
        follow(held, index + 1);
      },
      go: (by) => {
        const index = here(now().view) + by;
        const part = parts()[index];
        if (!part) return announce(m.no_more_parts(), "assertive");
        look(part.start_us);
        open(index, part);
        focusSoon(`#part-${index}-toggle`);
      },
      setStep,
      nextStep: () => {
        const next = stepSizes[(stepSizes.indexOf(latest.current.step) + 1) % stepSizes.length] ?? "tenth";
        setStep(next);
        announce(m.step_told({ step: stepWords(next) }));
      },
    };
  }, [film, choose]);
  return { acts, shown: openPart(desk.view.draft.cuts.parts, chosen), step, forget: useCallback(() => choose(null), [choose]) };
}
