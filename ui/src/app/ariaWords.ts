// Owns the few words React Aria says by itself, in our three languages. Refuses English in a Vietnamese window:
// the library ships no Vietnamese, so its global dictionary is filled from our messages.
import { m } from "../paraglide/messages.js";

type Said = () => string;

const dictionary: Record<string, Record<string, Said>> = {
  "@react-aria/overlays": { dismiss: () => m.close() },
  "@react-aria/menu": { longPressMessage: () => m.aria_long_press() },
  "react-aria-components": {},
};

/** Must run before the first widget is drawn. */
export function giveAriaWords(): void {
  const page = window as unknown as Record<symbol, unknown>;
  page[Symbol.for("react-aria.i18n.locale")] = "vi-VN";
  page[Symbol.for("react-aria.i18n.strings")] = dictionary;
}
