// Owns how settings show on the page: language, theme, size. Refuses to store them.
import type { Settings } from "../ipc/bindings";
import { speak } from "../words/language";

export function wear(settings: Settings): void {
  speak(settings.language);
  document.documentElement.dataset["theme"] = settings.theme;
  document.documentElement.dataset["size"] = settings.text_size;
}

/** The system's wish is only the first guess, before the person has chosen. */
export function guessTheme(): Settings["theme"] {
  if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
