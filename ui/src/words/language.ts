// Owns which language the window speaks, and the few things that depend on it.
// Refuses to reload the page: the whole tree is drawn again.
import { getLocale, setLocale } from "../paraglide/runtime.js";
import type { Language, Words } from "../ipc/bindings";

export const tags: Record<Language, string> = { vi: "vi-VN", en: "en-GB", fr: "fr-FR" };

export function language(): Language {
  return getLocale();
}

export function speak(next: Language): void {
  void setLocale(next, { reload: false });
  document.documentElement.lang = next;
}

export function tag(): string {
  return tags[getLocale()];
}

/** Decimal mark of the language. */
export function comma(): string {
  return getLocale() === "en" ? "." : ",";
}

/** One of three texts that come from a rule pack. */
export function pick(words: Words): string {
  return words[getLocale()];
}
