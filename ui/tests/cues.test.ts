// Owns the proofs of small sums in the rooms: cues, scenes. Refuses drawing.
import { describe, expect, it } from "vitest";
import { back, endMoved, letters, newCue, rangeWithin, roomOf, shiftRoom, shiftWithin, splitAt } from "../src/features/captions/cues";
import { divided, moved, scenesOf } from "../src/features/script/scenes";
import { cues, LENGTH_US } from "../src/ipc/fake-draft";

describe("cues", () => {
  it("splits at the caret, or at the space nearest the middle", () => {
    expect(splitAt("một hai ba bốn", 7)).toBe(7);
    expect(splitAt("một hai ba bốn", 0)).toBe(8);
    expect(splitAt("một hai ba bốn", 14)).toBe(8);
    expect(splitAt("một", 3)).toBe(1);
  });
  it("counts letters, not UTF-16 units", () => expect(letters("🐝 ong", 3)).toBe(2));
  it("keeps a cue between its neighbours", () => {
    const list = cues();
    const room = roomOf(list, 3, LENGTH_US);
    expect(room).toEqual({ start_us: 9_600_000, end_us: 12_000_000 });
    expect(rangeWithin(room, 9_000_000, 13_000_000)).toEqual(room);
    expect(rangeWithin(room, 11_900_000, 12_500_000)).toBeNull();
  });
  it("moves a cue only as far as its room, and never shortens it", () => {
    const list = cues();
    const cue = { start_us: 9_700_000, end_us: 11_200_000 };
    const room = roomOf(list, 3, LENGTH_US);
    expect(shiftWithin(room, cue, -50_000)).toEqual({ start_us: 9_650_000, end_us: 11_150_000 });
    expect(shiftWithin(room, cue, -500_000)).toEqual({ start_us: 9_600_000, end_us: 11_100_000 });
    expect(shiftWithin({ start_us: 9_700_000, end_us: 11_200_000 }, cue, -100_000)).toBeNull();
    expect(shiftWithin({ start_us: 9_700_000, end_us: 11_200_000 }, cue, 100_000)).toBeNull();
  });
  it("moves one end as far as its room, and leaves enough to read", () => {
    const list = cues();
    const room = roomOf(list, 3, LENGTH_US);
    const cue = { start_us: 9_700_000, end_us: 11_200_000 };
    expect(endMoved(room, cue, "start", 9_000_000)).toEqual({ start_us: 9_600_000, end_us: 11_200_000 });
    expect(endMoved(room, cue, "end", 11_900_000)).toEqual({ start_us: 9_700_000, end_us: 11_900_000 });
    expect(endMoved(room, cue, "end", 9_900_000)).toBeNull();
    expect(endMoved(room, cue, "start", 12_500_000)).toBeNull();
  });
  it("brings a removed cue back where it stood, or into what is left of its time", () => {
    const list = cues();
    const [gone] = list.splice(3, 1);
    if (!gone) throw new Error("no cue");
    expect(back(list, gone, LENGTH_US)).toEqual({ at: 3, cue: gone });
    const tight = list.map((cue, n) => (n === 2 ? { ...cue, end_us: 10_500_000 } : cue));
    expect(back(tight, gone, LENGTH_US)).toMatchObject({ at: 3, cue: { start_us: 10_500_000, end_us: 11_200_000, words: [] } });
    const full = list.map((cue, n) => (n === 2 ? { ...cue, end_us: 11_200_000 } : cue));
    expect(back(full, gone, LENGTH_US)).toBeNull();
  });
  it("shifts up to the cue before, the beginning and the end of the film", () => {
    expect(shiftRoom(cues(), 0, LENGTH_US)).toEqual({ least: -400_000, most: 600_000 });
    expect(shiftRoom(cues(), 3, LENGTH_US)).toEqual({ least: -100_000, most: 600_000 });
    expect(shiftRoom([], 0, LENGTH_US)).toEqual({ least: 0, most: 0 });
  });
  it("puts a new cue only where there is room", () => {
    expect(newCue(3_100_000, LENGTH_US, cues())).toBeNull();
    expect(newCue(35_500_000, LENGTH_US, cues())).toMatchObject({ start_us: 35_500_000, end_us: LENGTH_US });
    expect(newCue(1_000_000, LENGTH_US, [])).toMatchObject({ start_us: 1_000_000, end_us: 3_000_000 });
  });
});

describe("a pasted script", () => {
  it("becomes scenes at empty lines, else at lines", () => {
    expect(scenesOf("a\nb\n\nc", "Cảnh").map((scene) => scene.say)).toEqual(["a\nb", "c"]);
    expect(scenesOf("a\r\nb", "Cảnh").map((scene) => scene.say)).toEqual(["a", "b"]);
    expect(scenesOf(" \n ", "Cảnh")).toEqual([]);
  });
  it("is divided later without losing what is shown", () => {
    const whole = [{ title: "Mở đầu", say: "a\n\nb", shoot: "vườn" }, { title: "Cuối", say: "c", shoot: "" }];
    expect(divided(whole, 0, "Cảnh")).toEqual([{ title: "Mở đầu", say: "a", shoot: "vườn" }, { title: "Cảnh", say: "b", shoot: "" }, { title: "Cuối", say: "c", shoot: "" }]);
    expect(moved(whole, 1, -1).map((scene) => scene.title)).toEqual(["Cuối", "Mở đầu"]);
  });
});
