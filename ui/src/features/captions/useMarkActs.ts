// Owns what is done about a finding, an offer, a note or a removed line, and what is told of it.
// Refuses to do any of it unasked.
import { useEffect, useMemo, useRef } from "react";
import { announce } from "../../design/announce";
import { type Desk, useDesk } from "../../desk/desk";
import type { CueFinding, CueOffer, DraftView, Reading } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { fixName, offerWords, readingName } from "../../words/lint";
import type { Advice } from "./useAdvice";
import type { Note } from "./marks";

/** Each tells whether it was done. */
export interface MarkActs {
  mend: (finding: CueFinding) => Promise<boolean>;
  take: (offer: CueOffer) => Promise<boolean>;
  /** The script's words stay, or the note was read. */
  leave: (note: Note) => Promise<boolean>;
  spoken: (note: Note) => Promise<boolean>;
  /** One earlier try, or with null all of them. */
  keepLast: (note: Note | null) => Promise<boolean>;
  restore: (index: number) => Promise<boolean>;
  reflow: (reading: Reading | null) => Promise<boolean>;
  /** What stands first beside a caption, for the keys. */
  mendFirst: (cue: number) => Promise<boolean>;
  takeFirst: (cue: number) => Promise<boolean>;
  leaveFirst: (cue: number) => Promise<boolean>;
  spokenFirst: (cue: number) => Promise<boolean>;
}

export function useMarkActs(advice: Advice): MarkActs {
  const desk = useDesk();
  const latest = useRef({ desk, advice });
  useEffect(() => {
    latest.current = { desk, advice };
  });
  return useMemo(() => {
    const done = async (change: (desk: Desk) => Promise<DraftView>, told: (view: DraftView) => string): Promise<boolean> => {
      await latest.current.desk.settle();
      const now = latest.current.desk;
      const next = await now.act(() => change(now));
      if (!next) return false;
      announce(told(next));
      return true;
    };
    const none = (words: string): Promise<boolean> => {
      announce(words, "assertive");
      return Promise.resolve(false);
    };
    const of = (cue: number) => latest.current.advice.of(cue);
    const acts: Omit<MarkActs, "mendFirst" | "takeFirst" | "leaveFirst" | "spokenFirst"> = {
      mend: ({ cue, code, fix }) =>
        done(
          ({ host, view }) => host.mendCue(view.id, cue, code),
          () => m.mended({ n: String(cue + 1), fix: fix ? fixName(fix) : "" }),
        ),
      take: (offer) =>
        done(
          ({ host, view }) => host.takeOffer(view.id, offer.cue, offer.from),
          () => m.offer_taken({ n: String(offer.cue + 1), words: offerWords(offer) }),
        ),
      leave: ({ index, kind }) =>
        done(
          ({ host, view }) => host.dismissNote(view.id, index),
          () => (kind === "differs" ? m.note_script_kept() : m.note_left()),
        ),
      spoken: ({ index }) =>
        done(
          ({ host, view }) => host.takeSpoken(view.id, index),
          () => m.note_spoken_taken(),
        ),
      keepLast: (note) =>
        done(
          ({ host, view }) => host.keepLast(view.id, note?.index ?? null),
          () => m.note_last_kept(),
        ),
      restore: (index) =>
        done(
          ({ host, view }) => host.restoreLine(view.id, index),
          () => m.line_restored(),
        ),
      reflow: (reading) =>
        done(
          ({ host, view }) => host.reflowCaptions(view.id, reading),
          ({ draft }) => m.reflowed({ reading: readingName(reading), count: draft.captions.cues.length }),
        ),
    };
    return {
      ...acts,
      mendFirst: (cue) => {
        const finding = of(cue).findings.find((one) => one.fix !== null);
        return finding ? acts.mend(finding) : none(m.mend_none());
      },
      takeFirst: (cue) => {
        const offer = of(cue).offers[0];
        return offer ? acts.take(offer) : none(m.offer_none());
      },
      leaveFirst: (cue) => {
        const note = of(cue).notes[0];
        return note ? acts.leave(note) : none(m.note_none());
      },
      spokenFirst: (cue) => {
        const note = of(cue).notes.find((one) => one.kind === "repeated" || (one.kind === "differs" && one.heard.length > 0));
        if (!note) return none(m.note_none());
        return note.kind === "repeated" ? acts.keepLast(note) : acts.spoken(note);
      },
    };
  }, []);
}
