// Owns the names of acts that a room gives to keys. Refuses keys: those stand in app/keys.ts.
export type PartKey =
  | "part-start" | "part-end" | "start-earlier" | "start-later" | "end-earlier" | "end-later" | "nudge-step"
  | "part-split" | "part-toggle" | "part-hear" | "part-join" | "part-back" | "part-next";

export type CueKey =
  | "cue-hear" | "cue-play-on" | "cue-tell" | "cue-first" | "cue-last" | "weak-next" | "weak-back"
  | "cue-start" | "cue-end" | "cue-start-earlier" | "cue-start-later" | "cue-end-earlier" | "cue-end-later" | "cue-earlier" | "cue-later" | "cue-step"
  | "cue-split" | "cue-merge" | "cue-merge-back" | "cue-insert" | "cue-delete" | "cue-restore" | "cue-speaker"
  | "cues-shift" | "cues-find" | "cues-words" | "cues-heard"
  | "cue-mend" | "cue-offer" | "note-leave" | "note-spoken" | "cues-advice" | "cues-removed" | "cues-flow" | "cues-english" | "cue-confirm" | "cues-export";
