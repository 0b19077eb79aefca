// Owns the proof that no key is given twice, that letters alone do nothing, and that brackets are left to whoever types.
import { describe, expect, it, vi } from "vitest";

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

const { keyAct, keys } = await import("../src/app/keys");

const press = (code: string, held: Partial<KeyboardEvent> = {}, target: Element = new Element()) =>
  keyAct({ code, altKey: false, ctrlKey: false, shiftKey: false, metaKey: false, isComposing: false, repeat: false, target, ...held } as unknown as KeyboardEvent);

describe("keys", () => {
  it("gives no key twice", () => {
    const all = keys.map((key) => [key.code, key.alt, key.ctrl, key.shift].join());
    expect(new Set(all).size).toBe(all.length);
  });
  it("knows no letter or digit alone", () => {
    for (const key of keys) if (/^(Key|Digit|Space)/u.test(key.code)) expect(key.alt ?? key.ctrl).toBe(true);
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
});
