// Owns a key with what is held beside it, as a value: "Alt+Shift+KeyS". Places on the keyboard, as event.code names
// them, so that input methods and letters of other languages change nothing. Refuses to know what a key does.

/** One key: what is held, in this order, then the place of the key. */
export type Chord = string;

export interface Held {
  alt: boolean;
  ctrl: boolean;
  shift: boolean;
}

interface Press {
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
}

export const chord = (code: string, { alt, ctrl, shift }: Held): Chord => `${ctrl ? "Ctrl+" : ""}${alt ? "Alt+" : ""}${shift ? "Shift+" : ""}${code}`;

export const chordOf = (press: Press): Chord => chord(press.code, { alt: press.altKey, ctrl: press.ctrlKey, shift: press.shiftKey });

/** What is held, and the place of the key. */
export function partsOf(of: Chord): Held & { code: string } {
  const parts = of.split("+");
  return { alt: parts.includes("Alt"), ctrl: parts.includes("Ctrl"), shift: parts.includes("Shift"), code: parts.at(-1) ?? "" };
}

const caps: Record<string, string> = {
  BracketLeft: "[", BracketRight: "]", Backslash: "\\", Comma: ",", Period: ".", Slash: "/", Semicolon: ";", Quote: "'", Minus: "-", Equal: "=", Backquote: "`",
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", PageUp: "Page Up", PageDown: "Page Down",
};

/** What is printed on the key: "A", "[", "Page Up". */
export const capOf = (code: string): string => caps[code] ?? code.replace(/^(?:Key|Digit)/u, "");

/** "Alt + Shift + [" */
export function chordName(of: Chord): string {
  const { alt, ctrl, shift, code } = partsOf(of);
  return [ctrl ? "Ctrl" : "", alt ? "Alt" : "", shift ? "Shift" : "", capOf(code)].filter(Boolean).join(" + ");
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter) => `Key${letter}`);
const digits = [..."1234567890"].map((digit) => `Digit${digit}`);
const signs = ["BracketLeft", "BracketRight", "Backslash", "Comma", "Period", "Slash", "Semicolon", "Quote", "Minus", "Equal", "Backquote"];
const arrows = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
const far = ["PageUp", "PageDown", "Home", "End", "Insert", "Delete"];
const functions = Array.from({ length: 12 }, (_, n) => `F${n + 1}`);

/** Every key that may be chosen, in the order of a list. */
export const codes: readonly string[] = [...letters, ...digits, ...signs, ...arrows, ...far, "Enter", "Backspace", ...functions];

const known = new Set(codes);
/** What a text field or the system does with these must stay so. */
const taken = new Set<Chord>(["Alt+F4", "Ctrl+KeyA", "Ctrl+KeyC", "Ctrl+KeyV", "Ctrl+KeyX", "Ctrl+KeyW", "Ctrl+KeyQ", "Ctrl+KeyR", "F5", "F10", "Shift+F10", "F11", "F12"]);

export type Refusal = "letter" | "taken" | "unknown";

/** Why a key cannot be chosen; null when it can. Letters, digits, arrows and Enter alone are typed and moved with;
 *  Ctrl with Alt is how many keyboards write signs. */
export function refusedChord(of: Chord): Refusal | null {
  const { alt, ctrl, code } = partsOf(of);
  if (!known.has(code) || (alt && ctrl)) return "unknown";
  if (taken.has(of)) return "taken";
  if (!alt && !ctrl && !functions.includes(code) && !signs.includes(code) && !["PageUp", "PageDown", "Insert", "Delete"].includes(code)) return "letter";
  if (ctrl && !alt && ["Enter", "Backspace", "Delete", "Home", "End", ...arrows].includes(code)) return "taken";
  return null;
}

const editing = new Set<Chord>(["Ctrl+KeyZ", "Ctrl+KeyY", "Ctrl+Shift+KeyZ", "Ctrl+KeyB", "Ctrl+KeyI", "Ctrl+KeyU"]);

/** True when a text field has a use for the key itself. */
export function isTyped(of: Chord): boolean {
  const { alt, ctrl, code } = partsOf(of);
  return editing.has(of) || (!alt && !ctrl && !functions.includes(code));
}
