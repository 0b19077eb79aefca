// Owns how settings show on the page: language, theme, size. Refuses to store them.
import type { Settings } from "../ipc/bindings";
import { speak } from "../words/language";

export function wear(settings: Settings): void {
  speak(settings.language);
  document.documentElement.dataset["theme"] = settings.theme;
  if (document.documentElement.dataset["size"] !== settings.text_size) {
    document.documentElement.dataset["size"] = settings.text_size;
    measureAgain();
  }
}

/** Chromium keeps the old letter size in container queries until the container is made anew. */
function measureAgain(): void {
  const root = document.getElementById("root");
  if (!root) return;
  root.style.containerType = "normal";
  void root.offsetWidth;
  root.style.removeProperty("container-type");
}

/** The system's wish is only the first guess, before the person has chosen. */
export function guessTheme(): Settings["theme"] {
  if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
