// Owns how one pasted text becomes scenes. Refuses to change a word of it.
import type { Scene } from "../../ipc/bindings";

/** A blank line begins a scene; without blank lines each line is one. */
export function scenesOf(text: string, title: string): Scene[] {
  const clean = text.replace(/\r\n?/gu, "\n").trim();
  if (clean === "") return [];
  const blocks = clean.split(/\n\s*\n/u);
  const pieces = blocks.length > 1 ? blocks : clean.split("\n");
  return pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "")
    .map((say) => ({ title, say, shoot: "" }));
}
