// Owns the proofs of small sums about parts: what is said, what is played, where a border may go. Refuses drawing.
import { describe, expect, it } from "vitest";
import { keptWithin } from "../src/film/film";
import { moved, openPart, partAt } from "../src/features/trim/borders";
import { frameOf, onFrame, stepped } from "../src/film/frames";
import { around, saidIn, saidInEach } from "../src/features/trim/parts";
import { cueStays, inPlace, stays, without } from "../src/features/trim/words";
import { applyFake } from "../src/ipc/fake-edits";
import { clipDraft, cues, foundParts, honeyDraft, LENGTH_US, wholeParts } from "../src/ipc/fake-draft";
import type { Part, VideoInfo } from "../src/ipc/bindings";

describe("parts", () => {
  it("names what is said", () => {
    const [, second, third] = foundParts();
    expect(second && saidIn(cues(), second)).toBe("Sáng nay vườn cà phê nhà mình nở trắng, ong bay về nghe rì rào.");
    expect(third && saidIn(cues(), third)).toBe("");
  });
  it("names what is said in each, as it does in one", () => {
    expect(saidInEach(cues(), foundParts())).toEqual(foundParts().map((part) => saidIn(cues(), part)));
  });
  it("plays around a join without what is removed", () => {
    expect(around(foundParts(), 2)).toEqual([{ start_us: 4_500_000, end_us: 6_000_000 }, { start_us: 6_700_000, end_us: 8_200_000 }]);
    expect(around(foundParts(), 99)).toEqual([]);
  });
  it("keeps only what is kept", () => {
    expect(keptWithin({ start_us: 5, end_us: 30 }, [{ start_us: 0, end_us: 10 }, { start_us: 20, end_us: 40 }])).toEqual([{ start_us: 5, end_us: 10 }, { start_us: 20, end_us: 30 }]);
  });
});

const video = clipDraft("", "/a.mp4", true).clip?.info.video as VideoInfo;
const ntsc: VideoInfo = { ...video, frame_rate: { num: 30_000, den: 1001 } };
const frame = frameOf(video);

/** Parts cover the film without gap and none is empty. */
function whole(parts: Part[]): void {
  let at = 0;
  for (const part of parts) {
    expect(part.start_us).toBe(at);
    expect(part.end_us).toBeGreaterThan(part.start_us);
    at = part.end_us;
  }
  expect(at).toBe(LENGTH_US);
}

describe("borders", () => {
  const parts = foundParts();
  it("moves the border between two parts", () => {
    expect(moved(parts, 2, "start", 6_200_000, frame)).toEqual({ edit: { edit: "move-border", index: 2, at_us: 6_200_000 }, at: 6_200_000, index: 2, short: false });
    expect(moved(parts, 2, "end", 6_500_000, frame)).toMatchObject({ edit: { edit: "move-border", index: 3, at_us: 6_500_000 }, short: false });
  });
  it("stops a frame before the parts beside it are used up, and says so", () => {
    expect(moved(parts, 2, "start", 99_000_000, frame)).toMatchObject({ at: 6_700_000 - 33_333, short: true });
    expect(moved(parts, 2, "start", -5, frame)).toMatchObject({ at: 300_000 + 33_333, short: true });
  });
  it("cuts off the beginning and the end of the film", () => {
    const head = moved(wholeParts(), 0, "start", 2_000_000, frame);
    expect(head).toMatchObject({ index: 1, at: 2_000_000, short: false });
    expect(head?.edit).toEqual({ edit: "set-range", range: { start_us: 0, end_us: 2_000_000 }, kept: false, act: "border" });
    const tail = moved(wholeParts(), 0, "end", 30_000_000, frame);
    expect(tail?.edit).toEqual({ edit: "set-range", range: { start_us: 30_000_000, end_us: LENGTH_US }, kept: false, act: "border" });
    expect(tail?.index).toBe(0);
  });
  it("has nowhere to go beyond the film", () => {
    expect(moved(wholeParts(), 0, "start", -100_000, frame)).toEqual({ edit: null, at: 0, index: 0, short: true });
    expect(moved(wholeParts(), 0, "end", LENGTH_US, frame)).toEqual({ edit: null, at: LENGTH_US, index: 0, short: false });
    expect(moved(wholeParts(), 3, "end", 5, frame)).toBeNull();
  });
  it("keeps every part with time in it, wherever borders are sent", () => {
    let draft = honeyDraft();
    for (let n = 0; n < 400; n++) {
      const { parts } = draft.cuts;
      const index = (n * 7) % parts.length;
      const move = moved(parts, index, n % 3 === 0 ? "end" : "start", ((n * 7_919_333) % (LENGTH_US + 4_000_000)) - 2_000_000, frame);
      if (move?.edit) draft = applyFake(draft, move.edit);
      whole(draft.cuts.parts);
    }
  });
  it("goes by frames, on the grid", () => {
    expect(stepped(6_000_000, 1, "frame", video)).toBe(6_033_333);
    expect(stepped(6_033_333, 1, "frame", video)).toBe(6_066_667);
    expect(stepped(6_033_333, -1, "frame", video)).toBe(6_000_000);
    expect(stepped(6_010_000, -1, "frame", video)).toBe(6_000_000);
    expect(stepped(6_000_000, -1, "tenth", video)).toBe(5_900_000);
    expect(stepped(6_000_000, 1, "second", video)).toBe(7_000_000);
    let at = 0;
    for (let n = 0; n < 1000; n++) at = stepped(at, 1, "frame", ntsc);
    expect(at).toBe(Math.round((1000 * 1001 * 1_000_000) / 30_000));
    for (let n = 0; n < 1000; n++) at = stepped(at, -1, "frame", ntsc);
    expect(at).toBe(0);
  });
  it("takes the frame that is shown", () => {
    expect(onFrame(6_050_000, video)).toBe(6_033_333);
    expect(onFrame(6_033_333, video)).toBe(6_033_333);
    expect(onFrame(6_050_123.4, { ...video, variable_rate: true })).toBe(6_050_123);
  });
  it("opens the chosen part, else the first removed one", () => {
    expect(openPart(parts, null)).toBe(0);
    expect(openPart(wholeParts(), null)).toBe(0);
    expect(openPart(parts, 6_300_000)).toBe(2);
    expect(partAt(parts, LENGTH_US + 5)).toBe(parts.length - 1);
  });
});

describe("words", () => {
  const parts = foundParts();
  const cue = cues()[0];
  it("stay while most of their time does", () => {
    expect(stays(parts, { start_us: 5_900_000, end_us: 6_050_000 })).toBe(true);
    expect(stays(parts, { start_us: 5_950_000, end_us: 6_050_001 })).toBe(false);
    expect(stays([], { start_us: 0, end_us: 5 })).toBe(false);
  });
  it("make their cue stay, go, or stay in part", () => {
    if (!cue) throw new Error("no cue");
    const cut = (start_us: number, end_us: number) => applyFake(honeyDraft(), { edit: "set-range", range: { start_us, end_us }, kept: false, act: "text" }).cuts.parts;
    expect(cueStays(parts, cue)).toBe("all");
    expect(cueStays(cut(cue.start_us, cue.end_us), cue)).toBe("none");
    expect(cueStays(cut(cue.words[1]?.start_us ?? 0, cue.words[1]?.end_us ?? 0), cue)).toBe("some");
    expect(cueStays(cut(cue.start_us, cue.end_us), { ...cue, words: [] })).toBe("none");
  });
  it("are heard in their place, with and without", () => {
    const plan = inPlace(parts, { start_us: 5_000_000, end_us: 5_500_000 }, 1_500_000);
    expect(plan).toEqual([{ start_us: 3_500_000, end_us: 6_000_000 }, { start_us: 6_700_000, end_us: 7_000_000 }]);
    expect(without(plan, { start_us: 5_000_000, end_us: 5_500_000 })).toEqual([{ start_us: 3_500_000, end_us: 5_000_000 }, { start_us: 5_500_000, end_us: 6_000_000 }, { start_us: 6_700_000, end_us: 7_000_000 }]);
  });
});
