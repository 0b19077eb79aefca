// Owns what the keys do while the captions room is shown. Refuses more than one room.
import { useEffect } from "react";
import type { CueKey } from "../../desk/keyNames";
import type { AdviceKind } from "./AdvicePane";
import type { CueActs } from "./useCueActs";
import type { MarkActs } from "./useMarkActs";

/** Also the keys for the caption before and after, which here take the focus along. */
type CueKeyActs = Record<CueKey | "cue-back" | "cue-next", () => void>;

let inRoom: CueKeyActs | null = null;

export const cuesInRoom = (): Partial<Record<string, () => void>> | null => inRoom;

interface Given {
  acts: CueActs;
  open: number;
  last: number;
  onFind: () => void;
  onWords: () => void;
  onSpeaker: (index: number) => void;
  onShift: (index: number) => void;
  onHeard: () => void;
  marks: MarkActs;
  onAdvice: (kind: AdviceKind | null) => void;
  onFlow: () => void;
  onEnglish: () => void;
  onConfirm: (index: number) => Promise<boolean>;
  onExport: () => void;
}

export function useCuesInRoom({ acts, open, last, onFind, onWords, onSpeaker, onShift, onHeard, marks, onAdvice, onFlow, onEnglish, onConfirm, onExport }: Given): void {
  useEffect(() => {
    // Whoever types fast is in the next row before it is drawn as the open one.
    const here = () => {
      const row = document.activeElement?.closest(".cue")?.id;
      return row === undefined ? open : Number(row.slice("cue-".length));
    };
    /** Whoever acts on what stands beside a caption stays in its text. */
    const back = (act: (index: number) => Promise<boolean>) => {
      const index = here();
      void act(index).then((done) => done && acts.goTo(index));
    };
    const mine: CueKeyActs = {
      "cue-back": () => acts.goTo(here() - 1),
      "cue-next": () => acts.goTo(here() + 1),
      "cue-first": () => acts.goTo(0),
      "cue-last": () => acts.goTo(last),
      "cue-hear": () => acts.hear(here()),
      "cue-play-on": () => acts.playOn(here()),
      "cue-tell": acts.tell,
      "weak-next": () => acts.weak(here(), 1),
      "weak-back": () => acts.weak(here(), -1),
      "cue-start": () => void acts.here(here(), "start"),
      "cue-end": () => void acts.here(here(), "end"),
      "cue-start-earlier": () => void acts.nudge(here(), "start", -1),
      "cue-start-later": () => void acts.nudge(here(), "start", 1),
      "cue-end-earlier": () => void acts.nudge(here(), "end", -1),
      "cue-end-later": () => void acts.nudge(here(), "end", 1),
      "cue-earlier": () => void acts.move(here(), -1),
      "cue-later": () => void acts.move(here(), 1),
      "cue-step": acts.nextStep,
      "cue-split": () => void acts.split(here()),
      "cue-merge": () => void acts.merge(here()),
      "cue-merge-back": () => void acts.merge(here() - 1),
      "cue-insert": () => void acts.insert(here()),
      "cue-delete": () => void acts.remove(here()),
      "cue-restore": () => void acts.restore(),
      "cue-speaker": () => onSpeaker(here()),
      "cues-shift": () => onShift(here()),
      "cues-find": onFind,
      "cues-words": onWords,
      "cues-heard": onHeard,
      "cue-mend": () => back(marks.mendFirst),
      "cue-offer": () => back(marks.takeFirst),
      "note-leave": () => back(marks.leaveFirst),
      "note-spoken": () => back(marks.spokenFirst),
      "cues-advice": () => onAdvice(null),
      "cues-removed": () => onAdvice("removed"),
      "cues-flow": onFlow,
      "cues-english": onEnglish,
      "cues-export": onExport,
      "cue-confirm": () => void onConfirm(here()),
    };
    inRoom = mine;
    return () => {
      if (inRoom === mine) inRoom = null;
    };
  }, [acts, open, last, onFind, onWords, onSpeaker, onShift, onHeard, marks, onAdvice, onFlow, onEnglish, onConfirm, onExport]);
}
