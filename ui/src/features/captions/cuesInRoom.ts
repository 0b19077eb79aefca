// Owns what the keys do while the captions room is shown. Refuses more than one room.
import { useEffect } from "react";
import type { CueKey } from "../../desk/keyNames";
import type { CueActs } from "./useCueActs";

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
}

export function useCuesInRoom({ acts, open, last, onFind, onWords, onSpeaker, onShift, onHeard }: Given): void {
  useEffect(() => {
    const mine: CueKeyActs = {
      "cue-back": () => acts.goTo(open - 1),
      "cue-next": () => acts.goTo(open + 1),
      "cue-first": () => acts.goTo(0),
      "cue-last": () => acts.goTo(last),
      "cue-hear": () => acts.hear(open),
      "cue-play-on": () => acts.playOn(open),
      "cue-tell": acts.tell,
      "weak-next": () => acts.weak(open, 1),
      "weak-back": () => acts.weak(open, -1),
      "cue-start": () => void acts.here(open, "start"),
      "cue-end": () => void acts.here(open, "end"),
      "cue-start-earlier": () => void acts.nudge(open, "start", -1),
      "cue-start-later": () => void acts.nudge(open, "start", 1),
      "cue-end-earlier": () => void acts.nudge(open, "end", -1),
      "cue-end-later": () => void acts.nudge(open, "end", 1),
      "cue-earlier": () => void acts.move(open, -1),
      "cue-later": () => void acts.move(open, 1),
      "cue-step": acts.nextStep,
      "cue-split": () => void acts.split(open),
      "cue-merge": () => void acts.merge(open),
      "cue-merge-back": () => void acts.merge(open - 1),
      "cue-insert": () => void acts.insert(open),
      "cue-delete": () => void acts.remove(open),
      "cue-restore": () => void acts.restore(),
      "cue-speaker": () => onSpeaker(open),
      "cues-shift": () => onShift(open),
      "cues-find": onFind,
      "cues-words": onWords,
      "cues-heard": onHeard,
    };
    inRoom = mine;
    return () => {
      if (inRoom === mine) inRoom = null;
    };
  }, [acts, open, last, onFind, onWords, onSpeaker, onShift, onHeard]);
}
