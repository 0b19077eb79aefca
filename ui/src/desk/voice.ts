// Owns the voice of this computer for a language, if there is one. Refuses to speak.
import { useCallback, useSyncExternalStore } from "react";
import type { Language } from "../ipc/bindings";

export const synth = (): SpeechSynthesis | null => ("speechSynthesis" in window ? window.speechSynthesis : null);

function subscribe(listener: () => void): () => void {
  const voices = synth();
  voices?.addEventListener?.("voiceschanged", listener);
  return () => voices?.removeEventListener?.("voiceschanged", listener);
}

/** `language` is "vi" or longer: "vi-VN". */
export function useVoice(language: Language | string): SpeechSynthesisVoice | null {
  const start = language.slice(0, 2).toLowerCase();
  const voice = useCallback(() => synth()?.getVoices().find((one) => one.lang.toLowerCase().startsWith(start)) ?? null, [start]);
  return useSyncExternalStore(subscribe, voice);
}
