// Owns the proof that every theme can be read: contrast recomputed from the token file. Refuses exceptions.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../src/design/tokens.css", import.meta.url), "utf8");
const themes = ["light", "dark", "contrast"] as const;

function tokens(theme: (typeof themes)[number]): Map<string, string> {
  const found = new Map<string, string>();
  for (const block of css.matchAll(/([^{}]+)\{([^}]*)\}/gu)) {
    const selector = (block[1] ?? "").replace(/\/\*[\s\S]*?\*\//gu, "").trim();
    const applies = selector === ":root" || selector.split(",").some((one) => one.trim() === `[data-theme="${theme}"]`);
    if (!applies) continue;
    for (const line of (block[2] ?? "").matchAll(/(--[\w-]+):\s*([^;]+);/gu)) found.set(line[1] ?? "", (line[2] ?? "").trim());
  }
  return found;
}

function colour(all: Map<string, string>, name: string): [number, number, number] {
  const value = all.get(name) ?? "";
  const other = /^var\((--[\w-]+)\)$/u.exec(value);
  if (other?.[1]) return colour(all, other[1]);
  const hex = /^#([0-9a-f]{6})$/iu.exec(value)?.[1];
  if (!hex) throw new Error(`${name} is "${value}"`);
  return [0, 2, 4].map((n) => Number.parseInt(hex.slice(n, n + 2), 16)) as [number, number, number];
}

const light = (rgb: number[]) =>
  rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, n) => sum + part * ([0.2126, 0.7152, 0.0722][n] ?? 0), 0);

function ratio(all: Map<string, string>, one: string, two: string): number {
  const [a, b] = [light(colour(all, one)), light(colour(all, two))].sort((x, y) => y - x) as [number, number];
  return (a + 0.05) / (b + 0.05);
}

const text: [string, string][] = [
  ["--text", "--bg"], ["--text", "--surface"], ["--text", "--sunken"], ["--text", "--field"], ["--text-2", "--bg"], ["--text-2", "--surface"],
  ["--text-2", "--sunken"], ["--text-2", "--tint"], ["--text", "--tint"], ["--link", "--bg"], ["--link", "--surface"], ["--link", "--sunken"],
  ["--link", "--tint"], ["--on-tint", "--tint"], ["--on-tint", "--tint-2"], ["--on-primary", "--primary"], ["--on-primary", "--primary-hover"],
  ["--stem-todo-text", "--stem-todo"], ["--block", "--block-bg"], ["--block", "--surface"], ["--text", "--block-bg"], ["--on-block", "--block-fill"],
  ["--warn", "--warn-bg"], ["--warn", "--surface"], ["--warn", "--tint"], ["--text", "--warn-bg"], ["--note", "--note-bg"], ["--note", "--surface"], ["--text", "--note-bg"],
  ["--good", "--good-bg"], ["--good", "--surface"], ["--text", "--good-bg"], ["--link", "--note-bg"], ["--link", "--block-bg"], ["--caption-text", "--caption-box"],
];
const shapes: [string, string][] = [
  ["--control", "--bg"], ["--control", "--surface"], ["--control", "--sunken"], ["--focus", "--bg"], ["--focus", "--surface"], ["--focus", "--sunken"],
  ["--focus", "--tint"], ["--node", "--bg"], ["--primary", "--bg"], ["--block-line", "--block-bg"], ["--warn-line", "--warn-bg"], ["--note-line", "--note-bg"],
  ["--good-line", "--surface"], ["--meter", "--meter-track"], ["--chart-1", "--surface"], ["--chart-2", "--surface"], ["--mark", "--tint"], ["--on-primary", "--mark"],
];

describe.each(themes)("%s", (theme) => {
  const all = tokens(theme);
  it.each(text)("text %s on %s is at least 7:1", (one, two) => expect(ratio(all, one, two)).toBeGreaterThanOrEqual(7));
  it.each(shapes)("shape %s on %s is at least 3:1", (one, two) => expect(ratio(all, one, two)).toBeGreaterThanOrEqual(3));
});
