// Owns the proofs of times as written. Refuses words.
import { describe, expect, it } from "vitest";
import { clock, clockExact, clockShort, minutesSeconds, readClock, seconds } from "../src/time/clock";
import { quarter, remainingSeconds } from "../src/time/remaining";
import { spokenSeconds, syllables } from "../src/time/spoken";

describe("clock", () => {
  it("shows minutes, seconds and tenths", () => {
    expect(clock(9_700_000)).toBe("0:09,7");
    expect(clock(69_999_999)).toBe("1:09,9");
    expect(clock(0)).toBe("0:00,0");
    expect(clock(-5)).toBe("0:00,0");
    expect(clock(9_700_000, ".")).toBe("0:09.7");
  });
  it("never shows sixty seconds", () => {
    expect(clock(59_990_000)).toBe("0:59,9");
    expect(clockShort(59_700_000)).toBe("1:00");
  });
  it("says lengths in the language", () => {
    expect(seconds(2_700_000, "vi-VN")).toBe("2,7");
    expect(seconds(3_000_000, "vi-VN")).toBe("3");
    expect(minutesSeconds(100_000_000)).toEqual({ minutes: 1, seconds: 40 });
  });
});

describe("typed times", () => {
  it.each([["12", 12_000_000], ["12,5", 12_500_000], ["12.5", 12_500_000], ["0:12,5", 12_500_000], [" 1:02.345 ", 62_345_000], ["1:02:03", 3_723_000_000], ["90", 90_000_000], ["0:00,033333", 33_333]])(
    "reads %s",
    (text, us) => expect(readClock(text)).toBe(us),
  );
  it.each(["", "abc", "1:", ":5", "1:75", "1:99:00", "-3", "1,2,3", "12,", "0:12;5", "1:2:3:4", "∞", "1e9"])("refuses %s", (text) => expect(readClock(text)).toBeNull());
  it("writes what it reads", () => {
    for (const us of [0, 33_000, 12_500_000, 62_345_000, 59_999_000, 4_000_000_000]) expect(readClock(clockExact(us))).toBe(us);
    expect(clockExact(12_400_000)).toBe("0:12,4");
    expect(clockExact(12_433_333)).toBe("0:12,433");
    expect(clockExact(59_999_900)).toBe("1:00,0");
    expect(clockExact(12_000_000, ".")).toBe("0:12.0");
  });
});

describe("remaining time", () => {
  it("is quiet for five seconds, then goes in steps of ten", () => {
    expect(remainingSeconds(97, 4_999)).toBeNull();
    expect(remainingSeconds(97, 5_000)).toBe(100);
    expect(remainingSeconds(3, 9_000)).toBe(10);
    expect(remainingSeconds(null, 9_000)).toBeNull();
  });
  it("tells four quarters", () => {
    expect([0, 0.24, 0.25, 0.999, 1, 2].map(quarter)).toEqual([0, 0, 1, 3, 4, 4]);
  });
});

describe("spoken length", () => {
  it("counts syllables, not signs", () => {
    expect(syllables("Sáng nay, ong bay về — nghe rì rào.")).toBe(8);
    expect(spokenSeconds("một hai ba bốn năm sáu bảy tám chín mười một hai ba")).toBe(3);
    expect(spokenSeconds("")).toBe(0);
  });
});
