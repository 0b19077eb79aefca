// Owns the sounds of the heard preview: a high short tone when a caption comes, a low one when it goes, and the
// voice. Refuses to know when. Without sound in the web view nothing is heard and nothing fails.
import type { Sounds } from "./heard";

const HIGH_HZ = 988;
const LOW_HZ = 370;
const LENGTH_S = 0.08;
const LOUD = 0.16;

export interface WebSounds extends Sounds {
  /** On a key or a click, so that the web view lets it sound; both tones one after the other when asked. */
  wake(sample: boolean): void;
  /** Without a voice no words are spoken. */
  speakWith(voice: SpeechSynthesisVoice | null): void;
  close(): void;
}

export function webSounds(): WebSounds {
  let own: SpeechSynthesisVoice | null = null;
  let context: AudioContext | null = null;
  const speech = "speechSynthesis" in window ? window.speechSynthesis : null;
  const open = (): AudioContext | null => {
    if (!("AudioContext" in window)) return null;
    context ??= new AudioContext();
    if (context.state === "suspended") context.resume().catch(() => undefined);
    return context;
  };
  const tone: Sounds["tone"] = (kind, after) => {
    const to = open();
    if (!to) return () => undefined;
    const at = to.currentTime + after;
    const wave = to.createOscillator();
    const loud = to.createGain();
    wave.frequency.value = kind === "start" ? HIGH_HZ : LOW_HZ;
    // Without a slope at its ends a tone clicks.
    loud.gain.setValueAtTime(0, at);
    loud.gain.linearRampToValueAtTime(LOUD, at + 0.006);
    loud.gain.setValueAtTime(LOUD, at + LENGTH_S - 0.02);
    loud.gain.linearRampToValueAtTime(0, at + LENGTH_S);
    wave.connect(loud).connect(to.destination);
    wave.start(at);
    wave.stop(at + LENGTH_S);
    return () => wave.disconnect();
  };
  return {
    tone,
    words: (text) => {
      if (!speech || !own) return;
      speech.cancel();
      const said = new SpeechSynthesisUtterance(text);
      said.voice = own;
      said.lang = own.lang;
      speech.speak(said);
    },
    speakWith: (voice) => {
      own = voice;
    },
    quiet: () => speech?.cancel(),
    wake: (sample) => {
      open();
      if (!sample) return;
      tone("start", 0.05);
      tone("end", 0.45);
    },
    close: () => {
      speech?.cancel();
      void context?.close();
      context = null;
    },
  };
}
