// Owns the proof that no key is given twice, that letters alone do nothing, that brackets are left to whoever types,
// and that a chosen key takes the place of another.
import { describe, expect, it, vi } from "vitest";
import { chordName, codes, refusedChord } from "../src/design/chord";
import { holderOf, withKeys } from "../src/features/help/keyChoice";
import { speakWithout } from "./language";

/** The few of the page's classes that the keys ask about. */
class Element {
  isContentEditable = false;
  constructor(readonly type = "") {}
}
class Field extends Element {}
class Area extends Element {}
vi.stubGlobal("HTMLElement", Element);
vi.stubGlobal("HTMLInputElement", Field);
vi.stubGlobal("HTMLTextAreaElement", Area);
speakWithout("vi");

const { keyAct, keyRows, keys } = await import("../src/app/keys");

const press = (code: string, held: Partial<KeyboardEvent> = {}, target: Element = new Element(), room: "all" | "captions" | "trim" = "trim", chosen = {}) =>
  keyAct({ code, altKey: false, ctrlKey: false, shiftKey: false, metaKey: false, isComposing: false, repeat: false, target, ...held } as unknown as KeyboardEvent, room, chosen);

describe("keys", () => {
  it("gives no key twice in a room", () => {
    for (const room of ["captions", "trim"] as const) {
      const all = keys.filter((row) => row.room === "all" || row.room === room).flatMap((row) => row.usual);
      expect(all.filter((one, n) => all.indexOf(one) !== n)).toEqual([]);
    }
  });
  it("has usual keys that anybody could choose", () => {
    for (const row of keys) for (const one of row.usual) expect([row.act, one, refusedChord(one)]).toEqual([row.act, one, null]);
  });
  it("knows no letter, digit, arrow or Enter alone", () => {
    for (const code of codes.filter((one) => /^(?:Key|Digit|Arrow|Enter|Backspace|Home|End)/u.test(one))) {
      expect(refusedChord(code)).toBe("letter");
      expect(refusedChord(`Shift+${code}`)).toBe("letter");
    }
    expect(refusedChord("Ctrl+Alt+KeyE")).toBe("unknown");
    expect(refusedChord("Ctrl+KeyC")).toBe("taken");
    expect(refusedChord("Tab")).toBe("unknown");
    expect(refusedChord("")).toBe("unknown");
  });
  it("sets and nudges with the brackets", () => {
    expect(press("BracketLeft")).toBe("part-start");
    expect(press("BracketRight")).toBe("part-end");
    expect(press("BracketLeft", { altKey: true })).toBe("start-earlier");
    expect(press("BracketRight", { altKey: true })).toBe("start-later");
    expect(press("BracketLeft", { altKey: true, shiftKey: true })).toBe("end-earlier");
    expect(press("BracketRight", { altKey: true, shiftKey: true })).toBe("end-later");
    expect(press("KeyI", { altKey: true })).toBe("part-start");
  });
  it("leaves them to a text field, to an input method and to AltGr", () => {
    expect(press("BracketLeft", {}, new Area())).toBeNull();
    expect(press("BracketLeft", {}, new Field("text"))).toBeNull();
    expect(press("Delete", {}, new Field("text"))).toBeNull();
    expect(press("BracketLeft", { isComposing: true })).toBeNull();
    expect(press("BracketLeft", { altKey: true, ctrlKey: true })).toBeNull();
    expect(press("BracketLeft", {}, new Field("range"))).toBe("part-start");
  });
  it("works in the text fields of captions, without taking what is typed or taken back there", () => {
    const typing = (code: string, held: Partial<KeyboardEvent> = {}) => press(code, held, new Area(), "captions");
    expect(typing("KeyS", { altKey: true })).toBe("cue-split");
    expect(typing("BracketLeft", { altKey: true })).toBe("cue-start-earlier");
    expect(typing("Delete", { altKey: true })).toBe("cue-delete");
    expect(typing("KeyF", { ctrlKey: true })).toBe("cues-find");
    expect(typing("F8")).toBe("weak-next");
    expect(typing("KeyZ", { altKey: true })).toBe("undo");
    expect(typing("KeyZ", { ctrlKey: true })).toBeNull();
    expect(typing("BracketLeft")).toBeNull();
    expect(press("BracketLeft", {}, new Element(), "captions")).toBe("cue-start");
    expect(press("KeyS", { altKey: true }, new Element(), "all")).toBeNull();
  });
  it("takes chosen keys for the usual ones, and leaves out what is none", () => {
    const chosen = { play: ["F9"], help: [], "cue-split": ["KeyA", "Alt+KeyX", "nonsense"] };
    expect(press("F9", {}, new Area(), "captions", chosen)).toBe("play");
    expect(press("KeyP", { altKey: true }, new Area(), "captions", chosen)).toBeNull();
    expect(press("F1", {}, new Area(), "captions", chosen)).toBeNull();
    expect(press("KeyA", {}, new Element(), "captions", chosen)).toBeNull();
    expect(press("KeyX", { altKey: true }, new Area(), "captions", chosen)).toBe("cue-split");
  });
});

describe("choosing keys", () => {
  const row = (act: string, chosen = {}) => keyRows(chosen).find((one) => one.act === act) ?? expect.fail(act);
  it("says who has a key, in the rooms where both are at work", () => {
    const rows = keyRows({});
    expect(holderOf(rows, row("cue-merge"), "Alt+KeyS")?.act).toBe("cue-split");
    expect(holderOf(rows, row("part-join"), "Alt+KeyS")?.act).toBe("part-split");
    expect(holderOf(rows, row("play"), "Alt+KeyH")?.act).toBe("cue-hear");
    expect(holderOf(rows, row("part-join"), "Alt+KeyM")).toBeNull();
  });
  it("keeps only what is not usual, and takes the key from whoever had it", () => {
    const chosen = withKeys({}, keyRows({}), row("play"), ["Alt+KeyH"]);
    expect(chosen).toEqual({ play: ["Alt+KeyH"], "cue-hear": [], "part-hear": [] });
    expect(row("cue-hear", chosen).chords).toEqual([]);
    expect(withKeys(chosen, keyRows(chosen), row("play", chosen), ["Alt+KeyP"])).toEqual({ "cue-hear": [], "part-hear": [] });
    expect(withKeys({ later: ["F9"] }, keyRows({}), row("undo"), [])).toEqual({ undo: [], later: ["F9"] });
  });
  it("names keys as they are printed", () => {
    expect(chordName("Ctrl+Alt+Shift+BracketLeft")).toBe("Ctrl + Alt + Shift + [");
    expect(chordName("Alt+Digit5")).toBe("Alt + 5");
    expect(chordName("Shift+PageUp")).toBe("Shift + Page Up");
  });
});
