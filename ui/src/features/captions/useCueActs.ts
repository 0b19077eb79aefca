// Owns what the acts of a caption do to the draft, what is told of it, and where the focus goes after.
// Refuses to build an edit of an old view: each is made of the newest, in its turn, after what was typed.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { announce } from "../../design/announce";
import { focusSoon } from "../../design/focus";
import type { Level } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import type { Film } from "../../film/film";
import { onFrame, type Side, type Step, stepped, stepSizes } from "../../film/frames";
import { m } from "../../paraglide/messages.js";
import type { Cue, DraftView, TimeRange } from "../../ipc/bindings";
import { at, atExact, stepWords } from "../../words/amounts";
import { cueWords, isWeak } from "../../words/cues";
import { back, endMoved, letters, newCue, rangeWithin, roomOf, shiftRoom, shiftWithin, splitAt } from "./cues";

export interface CueActs {
  open: (index: number) => void;
  commit: (index: number, text: string) => Promise<boolean>;
  hear: (index: number) => void;
  playOn: (index: number) => void;
  extend: (index: number, by: number) => Promise<void>;
  /** the end to where the film stands */
  here: (index: number, side: Side) => Promise<void>;
  place: (index: number, side: Side, us: number) => Promise<boolean>;
  nudge: (index: number, side: Side, by: 1 | -1) => Promise<void>;
  /** both ends */
  move: (index: number, by: 1 | -1) => Promise<void>;
  setStep: (step: Step) => void;
  nextStep: () => void;
  split: (index: number) => Promise<void>;
  merge: (index: number) => Promise<void>;
  remove: (index: number) => Promise<void>;
  /** brings back what was removed last */
  restore: () => Promise<void>;
  insert: (index: number) => Promise<void>;
  name: (index: number, speaker: string | null) => Promise<void>;
  /** all captions from one on; tells whether it was done */
  shift: (from: number, by: number) => Promise<boolean>;
  goTo: (index: number) => void;
  weak: (from: number, by: 1 | -1) => void;
  tell: () => void;
}

export interface CueActing {
  acts: CueActs;
  step: Step;
  /** something was removed that can come back */
  removed: boolean;
}

const lengthOf = ({ draft }: DraftView) => draft.clip?.info.duration_us ?? Number.MAX_SAFE_INTEGER;
const cuesOf = ({ draft }: DraftView) => draft.captions.cues;
const n = (index: number) => ({ n: String(index + 1) });

export const endName = (side: Side, index: number): string => (side === "start" ? m.cue_start_name : m.cue_end_name)(n(index));

/** What is wrong with a caption, if anything, to be told after what was done. */
function worry(view: DraftView, index: number): string {
  const state = view.cue_states[index];
  return isWeak(state) ? ` ${cueWords(state).text}` : "";
}

/** One object for all rows and all times, so that typing in one row leaves the others alone. */
export function useCueActs(film: Film, onOpen: (index: number) => void, wordsOf: (index: number) => { level: Level; text: string }): CueActing {
  const desk = useDesk();
  const [step, setStepState] = useState<Step>("tenth");
  const [removed, setRemoved] = useState<readonly Cue[]>([]);
  const latest = useRef({ desk, onOpen, step, removed, wordsOf });
  useEffect(() => {
    Object.assign(latest.current, { desk, onOpen, removed, wordsOf });
  });
  const now = useCallback(() => latest.current.desk, []);
  const acts = useMemo<CueActs>(() => {
    const cues = () => cuesOf(now().view);
    const goTo = (index: number) => {
      latest.current.onOpen(index);
      focusSoon(`#cue-text-${index}`);
    };
    /** The words of a field are saved before anything is done to its caption. */
    const settled = async () => {
      const desk = now();
      await desk.settle();
      return now();
    };
    const setRange = async (index: number, to: (room: TimeRange, cue: Cue, view: DraftView) => TimeRange | null, told: (cue: Cue) => string, none: string): Promise<boolean> => {
      const desk = await settled();
      let fits = true;
      const done = await desk.edit((view) => {
        const cue = cuesOf(view)[index];
        const range = cue ? to(roomOf(cuesOf(view), index, lengthOf(view)), cue, view) : null;
        fits = range !== null && (range.start_us !== cue?.start_us || range.end_us !== cue.end_us);
        return range && fits ? { edit: "set-cue-range", index, range } : null;
      });
      const cue = done && cuesOf(done)[index];
      if (!fits) announce(none, "assertive");
      else if (done && cue) announce(told(cue) + worry(done, index));
      return Boolean(cue);
    };
    const setEnd = (index: number, side: Side, to: (us: number, view: DraftView) => number): Promise<boolean> =>
      setRange(
        index,
        (room, cue, view) => endMoved(room, cue, side, to(side === "start" ? cue.start_us : cue.end_us, view)),
        (cue) => m.border_told({ border: endName(side, index), time: atExact(side === "start" ? cue.start_us : cue.end_us) }),
        m.border_stuck({ border: endName(side, index) }),
      );
    const setStep = (next: Step) => {
      latest.current.step = next;
      setStepState(next);
    };
    return {
      open: (index) => latest.current.onOpen(index),
      commit: async (index, text) => (await now().edit({ edit: "set-cue-text", index, text })) !== null,
      hear: (index) => {
        const cue = cues()[index];
        if (cue) film.play([cue]);
      },
      playOn: (index) => {
        const cue = cues()[index];
        if (!cue) return;
        film.seek(cue.start_us);
        film.play([]);
      },
      extend: async (index, by) => {
        await setRange(index, (room, cue) => rangeWithin(room, cue.start_us, cue.end_us + by), () => m.cue_extended(n(index)), m.cue_no_room());
        focusSoon(`#cue-text-${index}`);
      },
      here: async (index, side) => {
        const us = film.now();
        await setEnd(index, side, (_, view) => (us >= lengthOf(view) - 1000 ? us : onFrame(us, view.draft.clip?.info.video ?? null)));
      },
      place: (index, side, us) => setEnd(index, side, () => us),
      nudge: async (index, side, by) => {
        await setEnd(index, side, (us, view) => stepped(us, by, latest.current.step, view.draft.clip?.info.video ?? null));
      },
      move: async (index, by) => {
        await setRange(
          index,
          (room, cue, view) => shiftWithin(room, cue, stepped(cue.start_us, by, latest.current.step, view.draft.clip?.info.video ?? null) - cue.start_us),
          (cue) => m.cue_moved_told({ ...n(index), time: atExact(cue.start_us) }),
          m.cue_no_move(n(index)),
        );
      },
      setStep,
      nextStep: () => {
        const next = stepSizes[(stepSizes.indexOf(latest.current.step) + 1) % stepSizes.length] ?? "tenth";
        setStep(next);
        announce(m.step_told({ step: stepWords(next) }));
      },
      split: async (index) => {
        const field = document.getElementById(`cue-text-${index}`);
        const caret = field instanceof HTMLTextAreaElement ? field.selectionStart : 0;
        const desk = await settled();
        const text = cues()[index]?.text ?? "";
        const where = letters(text, splitAt(text, caret));
        const next = await desk.act(() => desk.host.splitCue(desk.view.id, index, where));
        if (!next) return;
        announce(m.cue_split_done(n(index)) + worry(next, index) + worry(next, index + 1));
        goTo(index + 1);
      },
      merge: async (index) => {
        const desk = await settled();
        if (index < 0 || index + 1 >= cues().length) return announce(m.cue_no_more(), "assertive");
        const next = await desk.act(() => desk.host.mergeCue(desk.view.id, index));
        if (!next) return;
        announce(m.cue_merged(n(index)) + worry(next, index));
        goTo(index);
      },
      remove: async (index) => {
        const desk = await settled();
        const gone = cues()[index];
        const next = await desk.edit({ edit: "replace-cues", at: index, remove: 1, insert: [], act: "delete" });
        if (!next || !gone) return;
        setRemoved((before) => [...before, gone]);
        announce(m.cue_removed(n(index)));
        const left = cuesOf(next).length;
        if (left > 0) goTo(Math.min(index, left - 1));
        else focusSoon("h1");
      },
      restore: async () => {
        const cue = latest.current.removed.at(-1);
        if (!cue) return announce(m.cue_none_removed(), "assertive");
        const desk = await settled();
        let index: number | null = null;
        const done = await desk.edit((view) => {
          const found = back(cuesOf(view), cue, lengthOf(view));
          index = found?.at ?? null;
          return found && { edit: "replace-cues", at: found.at, remove: 0, insert: [found.cue], act: "insert" };
        });
        if (index === null) announce(m.cue_no_room(), "assertive");
        else if (done) {
          setRemoved((before) => before.filter((one) => one !== cue));
          announce(m.cue_restored(n(index)));
          goTo(index);
        }
      },
      insert: async (index) => {
        const desk = await settled();
        const from = film.now();
        let where: number | null = null;
        const done = await desk.edit((view) => {
          const list = cuesOf(view);
          const cue = newCue(list[index]?.end_us ?? from, lengthOf(view), list);
          where = cue ? list.filter((other) => other.start_us < cue.start_us).length : null;
          return cue && where !== null ? { edit: "replace-cues", at: where, remove: 0, insert: [cue], act: "insert" } : null;
        });
        if (where === null) announce(m.cue_no_room(), "assertive");
        else if (done) {
          announce(m.cue_inserted(n(where)));
          goTo(where);
        }
      },
      name: async (index, speaker) => {
        const desk = await settled();
        const done = await desk.edit((view) => {
          const cue = cuesOf(view)[index];
          return cue ? { edit: "replace-cues", at: index, remove: 1, insert: [{ ...cue, speaker }], act: "speaker" } : null;
        });
        if (done) announce(speaker === null ? m.speaker_nobody(n(index)) : m.speaker_told({ ...n(index), name: speaker }));
        focusSoon(`#cue-text-${index}`);
      },
      shift: async (from, by) => {
        const desk = await settled();
        const room = shiftRoom(cuesOf(desk.view), from, lengthOf(desk.view));
        if (by === 0 || by < room.least || by > room.most) return false;
        return (await desk.edit({ edit: "shift-cues", from, by_us: by })) !== null;
      },
      goTo: (index) => {
        const cue = cues()[index];
        if (cue) goTo(index);
        else announce(m.cue_no_more(), "assertive");
      },
      weak: (from, by) => {
        const { wordsOf } = latest.current;
        const weak = cues().map((_, index) => wordsOf(index).level === "warn");
        const found = by > 0 ? weak.findIndex((is, index) => index > from && is) : weak.findLastIndex((is, index) => index < from && is);
        if (found < 0) return announce(m.no_more_weak(), "assertive");
        announce(wordsOf(found).text);
        goTo(found);
      },
      tell: () => {
        const us = film.now();
        const list = cues();
        const index = list.findIndex((cue) => us >= cue.start_us && us < cue.end_us);
        const text = list[index]?.text.replace(/\s+/gu, " ") ?? "";
        const told = { time: at(us), count: String(list.length), state: latest.current.wordsOf(index).text, text };
        announce(index < 0 ? m.here_none({ time: at(us) }) : m.here_told({ ...told, ...n(index) }));
      },
    };
  }, [film, now]);
  return { acts, step, removed: removed.length > 0 };
}
