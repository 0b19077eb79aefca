// Owns what the acts of a cue do to the draft, and where the focus goes after.
// Refuses to build an edit of an old view: each is made of the newest, in its turn.
import { useCallback, useEffect, useMemo, useRef } from "react";
import { announce } from "../../design/announce";
import { focusSoon } from "../../design/focus";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { m } from "../../paraglide/messages.js";
import type { Cue, DraftView, TimeRange } from "../../ipc/bindings";
import type { CueActs } from "./CueRow";
import { letters, newCue, rangeWithin, roomOf, shiftWithin, splitAt } from "./cues";

const lengthOf = ({ draft }: DraftView) => draft.clip?.info.duration_us ?? Number.MAX_SAFE_INTEGER;

/** One object for all rows and all times, so that typing in one row leaves the others alone. */
export function useCueActs(film: Film, onOpen: (index: number) => void): CueActs {
  const desk = useDesk();
  const latest = useRef({ desk, onOpen });
  useEffect(() => {
    latest.current = { desk, onOpen };
  });
  const now = useCallback(() => latest.current.desk, []);
  return useMemo<CueActs>(() => {
    const goTo = (index: number) => {
      latest.current.onOpen(index);
      focusSoon(`#cue-text-${index}`);
    };
    const setRange = async (index: number, to: (room: TimeRange, cue: Cue) => TimeRange | null, told: string, none: string) => {
      let fits = true;
      const done = await now().edit((view) => {
        const { cues } = view.draft.captions;
        const cue = cues[index];
        const range = cue ? to(roomOf(cues, index, lengthOf(view)), cue) : null;
        fits = range !== null;
        return range && { edit: "set-cue-range", index, range };
      });
      if (!fits) announce(none, "assertive");
      else if (done) announce(told);
    };
    const n = (index: number) => ({ n: String(index + 1) });
    return {
      open: (index) => latest.current.onOpen(index),
      commit: async (index, text) => (await now().edit({ edit: "set-cue-text", index, text })) !== null,
      hear: (index) => {
        const cue = now().view.draft.captions.cues[index];
        if (cue) film.play([cue]);
      },
      extend: async (index, by) => {
        await setRange(index, (room, cue) => rangeWithin(room, cue.start_us, cue.end_us + by), m.cue_extended(n(index)), m.cue_no_room());
        focusSoon(`#cue-text-${index}`);
      },
      startHere: (index) => {
        const at = film.now();
        void setRange(index, (room, cue) => rangeWithin(room, at, cue.end_us), m.cue_start_set(n(index)), m.cue_no_room());
      },
      endHere: (index) => {
        const at = film.now();
        void setRange(index, (room, cue) => rangeWithin(room, cue.start_us, at), m.cue_end_set(n(index)), m.cue_no_room());
      },
      nudge: (index, by) => void setRange(index, (room, cue) => shiftWithin(room, cue, by), m.cue_nudged(n(index)), m.cue_no_move(n(index))),
      split: async (index, text, caret) => {
        const at = letters(text, splitAt(text, caret));
        const desk = now();
        if (!(await desk.act(() => desk.host.splitCue(desk.view.id, index, at)))) return;
        announce(m.cue_split_done(n(index)));
        goTo(index + 1);
      },
      merge: async (index) => {
        const desk = now();
        if (!(await desk.act(() => desk.host.mergeCue(desk.view.id, index)))) return;
        announce(m.cue_merged(n(index)));
        goTo(index);
      },
      remove: async (index) => {
        const next = await now().edit({ edit: "replace-cues", at: index, remove: 1, insert: [], act: "delete" });
        if (!next) return;
        announce(m.cue_removed(n(index)));
        const left = next.draft.captions.cues.length;
        if (left > 0) goTo(Math.min(index, left - 1));
        else focusSoon("h1");
      },
      insert: async (index) => {
        const from = film.now();
        let at: number | null = null;
        const done = await now().edit((view) => {
          const { cues } = view.draft.captions;
          const cue = newCue(cues[index]?.end_us ?? from, lengthOf(view), cues);
          at = cue ? cues.filter((other) => other.start_us < cue.start_us).length : null;
          return cue && at !== null ? { edit: "replace-cues", at, remove: 0, insert: [cue], act: "insert" } : null;
        });
        if (at === null) announce(m.cue_no_room(), "assertive");
        else if (done) goTo(at);
      },
    };
  }, [film, now]);
}
