// Owns choosing a language where there is no page. Refuses the document.
import { setLocale } from "../src/paraglide/runtime.js";
import type { Language } from "../src/ipc/bindings";

export const speakWithout = (language: Language): void => void setLocale(language, { reload: false });
