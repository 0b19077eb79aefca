// Owns how one pasted text becomes scenes, and how scenes change their order. Refuses to change a word.
import type { Scene } from "../../ipc/bindings";

const clean = (text: string): string => text.replace(/\r\n?/gu, "\n").trim();
const full = (pieces: string[]): string[] => pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");

/** The stretches between blank lines. */
export const paragraphsOf = (text: string): string[] => full(clean(text).split(/\n\s*\n/u));

/** A blank line begins a scene; without blank lines each line is one. */
export function scenesOf(text: string, title: string): Scene[] {
  const paragraphs = paragraphsOf(text);
  const pieces = paragraphs.length > 1 ? paragraphs : full(clean(text).split("\n"));
  return pieces.map((say) => ({ title, say, shoot: "" }));
}

export const withScene = (scenes: Scene[], index: number, patch: Partial<Scene>): Scene[] => scenes.map((scene, n) => (n === index ? { ...scene, ...patch } : scene));

export const withoutScene = (scenes: Scene[], index: number): Scene[] => scenes.filter((_, n) => n !== index);

/** One scene in place of each of its pieces; what is shown stays with the first. */
export function divided(scenes: Scene[], index: number, title: string): Scene[] {
  const whole = scenes[index];
  if (!whole) return scenes;
  const [first, ...rest] = scenesOf(whole.say, title);
  return first ? [...scenes.slice(0, index), { ...whole, say: first.say }, ...rest, ...scenes.slice(index + 1)] : scenes;
}

export function moved(scenes: Scene[], index: number, by: 1 | -1): Scene[] {
  const next = withoutScene(scenes, index);
  const scene = scenes[index];
  if (scene) next.splice(index + by, 0, scene);
  return next;
}
