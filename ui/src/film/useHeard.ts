// Owns the heard preview while a room is shown: follows the film and tells captions by ear.
// Refuses to play the film, and to remember whether it is wanted.
import { useEffect, useRef, useState } from "react";
import type { Cue, Heard as Wanted } from "../ipc/bindings";
import type { Film } from "./film";
import { Heard } from "./heard";
import { webSounds } from "./tones";

/** Gives what wakes the sound, to be called on a key or click. */
export function useHeard(film: Film, cues: readonly Cue[], wanted: Wanted, voice: SpeechSynthesisVoice | null): (sample: boolean) => void {
  const latest = useRef({ cues, wanted });
  useEffect(() => {
    latest.current = { cues, wanted };
  });
  const [sounds] = useState(webSounds);
  useEffect(() => sounds.speakWith(voice), [sounds, voice]);
  const on = wanted.tones || wanted.words;
  useEffect(() => {
    if (!on) return;
    const heard = new Heard(sounds);
    let frame = 0;
    const follow = () => {
      const { cues, wanted } = latest.current;
      heard.step(film.now(), film.playing(), cues, wanted);
      frame = film.playing() ? requestAnimationFrame(follow) : 0;
    };
    const stop = film.listen(() => {
      if (frame === 0) follow();
    });
    follow();
    return () => {
      stop();
      cancelAnimationFrame(frame);
      heard.step(film.now(), false, [], { tones: false, words: false });
      sounds.quiet();
    };
  }, [film, on, sounds]);
  useEffect(() => () => sounds.close(), [sounds]);
  return sounds.wake;
}
