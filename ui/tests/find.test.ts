// Owns the proof that words are found and replaced: tone marks, capitals, whole words, lines. Refuses drawing.
import { describe, expect, it } from "vitest";
import { around, placesOf, type Query, textsWith } from "../src/features/captions/find";
import { cues } from "../src/ipc/fake-draft";
import type { Cue } from "../src/ipc/bindings";

const query = (find: string, how: Partial<Query> = {}): Query => ({ find, anyMarks: false, capitals: false, whole: false, ...how });
const list = (...texts: string[]): Cue[] => texts.map((text, n) => ({ start_us: n * 1e6, end_us: n * 1e6 + 9e5, text, words: [], from: "hand" }));
const found = (texts: string[], asked: Query): string[] => {
  const all = list(...texts);
  return placesOf(all, asked).map((place) => all[place.cue]?.text.slice(place.start, place.end) ?? "");
};

describe("finding", () => {
  it("finds decomposed text too", () => expect(placesOf(cues(), query("vườn".normalize("NFD")))).toHaveLength(3));
  it("ignores tone marks only when asked, đ as well", () => {
    expect(found(["Đi vườn", "di vuon", "đị vướn"], query("di vuon", { anyMarks: true }))).toEqual(["Đi vườn", "di vuon", "đị vướn"]);
    expect(found(["Đi vườn", "di vuon"], query("di vuon"))).toEqual(["di vuon"]);
    expect(found(["đường", "dương"], query("đường"))).toEqual(["đường"]);
  });
  it("minds capitals only when asked", () => {
    expect(found(["ONG ong Ong"], query("ong"))).toEqual(["ONG", "ong", "Ong"]);
    expect(found(["ONG ong Ong"], query("ong", { capitals: true }))).toEqual(["ong"]);
  });
  it("finds whole words when asked", () => {
    expect(found(["con ong, cong, ong."], query("ong", { whole: true }))).toEqual(["ong", "ong"]);
    expect(found(["con ong, cong"], query("ong"))).toHaveLength(2);
  });
  it("reads lines as one, counts what lies outside the basic plane, and stops at nothing", () => {
    expect(found(["ong bay về\nnghe rì rào"], query("về nghe"))).toEqual(["về\nnghe"]);
    expect(found(["🐝🐝 ong"], query("ong"))).toEqual(["ong"]);
    expect(found(["ong"], query(""))).toEqual([]);
    expect(found(["aaaa"], query("aa"))).toHaveLength(2);
    expect(found(["x"], query("\u0301", { anyMarks: true }))).toEqual([]);
  });
});

describe("replacing", () => {
  it("changes every place of a caption, and captions in which nothing changes not at all", () => {
    const all = list("ong và ong", "bướm", "Ong");
    const asked = query("ong");
    expect(textsWith(all, placesOf(all, asked), "mật", asked)).toEqual([{ index: 0, text: "mật và mật" }, { index: 2, text: "Mật" }]);
    expect(textsWith(all, placesOf(all, asked), "ong", asked)).toEqual([]);
    const exact = query("Ong", { capitals: true });
    expect(textsWith(all, placesOf(all, exact), "mật", exact)).toEqual([{ index: 2, text: "mật" }]);
  });
  it("takes words away", () => {
    const all = list("ờ hôm nay");
    const asked = query("ờ ");
    expect(textsWith(all, placesOf(all, asked), "", asked)).toEqual([{ index: 0, text: "hôm nay" }]);
  });
  it("shows a place with what stands around it", () => {
    const [place] = placesOf(list("Sáng nay vườn cà phê nhà mình nở trắng"), query("nhà"));
    if (!place) throw new Error("not found");
    expect(around("Sáng nay vườn cà phê nhà mình nở trắng", place)).toEqual({ before: "Sáng nay vườn cà phê ", found: "nhà", after: " mình nở trắng" });
  });
});
