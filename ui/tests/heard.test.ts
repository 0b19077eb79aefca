// Owns the proof that captions are told by the time of the film: in time, once, and not for what is skipped.
// Refuses real sound: the room's walk listens to the browser's.
import { describe, expect, it } from "vitest";
import { edgesBetween, Heard, type HeardCue } from "../src/film/heard";

const cue = (from: number, to: number, text = "chữ"): HeardCue => ({ start_us: from * 1000, end_us: to * 1000, text });
const both = { tones: true, words: true };

/** A film that plays frame by frame, and what was heard of it, in milliseconds of the film. */
class Played {
  readonly heard: { kind: string; at: number; cancelled: boolean }[] = [];
  readonly words: { text: string; at: number }[] = [];
  #now = 0;
  readonly ears = new Heard({
    tone: (kind, after) => {
      const one = { kind, at: Math.round(this.#now / 1000 + after * 1000), cancelled: false };
      this.heard.push(one);
      return () => {
        one.cancelled = true;
      };
    },
    words: (text) => this.words.push({ text, at: Math.round(this.#now / 1000) }),
    quiet: () => undefined,
  });
  constructor(readonly cues: HeardCue[]) {}
  play(from: number, to: number, every = 16.7, what = both) {
    for (let at = from; at <= to; at += every) {
      this.#now = Math.round(at * 1000);
      this.ears.step(this.#now, true, this.cues, what);
    }
  }
  stop(at: number) {
    this.#now = at * 1000;
    this.ears.step(this.#now, false, this.cues, both);
  }
  told = () => this.heard.filter((one) => !one.cancelled).map((one) => `${one.kind} ${one.at}`);
}

describe("heard preview", () => {
  it("tells each edge once, at its time", () => {
    const film = new Played([cue(1000, 2000, "một"), cue(2067, 3000, "hai\nba")]);
    film.play(0, 4000);
    expect(film.told()).toEqual(["start 1000", "end 2000", "start 2067", "end 3000"]);
    expect(film.words.map((one) => one.text)).toEqual(["một", "hai ba"]);
    for (const [n, at] of [1000, 2067].entries()) expect(Math.abs((film.words[n]?.at ?? 0) - at)).toBeLessThan(20);
  });
  it("keeps the time with few frames and uneven ones", () => {
    const film = new Played([cue(1000, 2000)]);
    film.play(0, 3000, 110);
    expect(film.told()).toEqual(["start 1000", "end 2000"]);
  });
  it("tells a caption that is played from its beginning, once the film moves", () => {
    const film = new Played([cue(400, 990), cue(1000, 2000)]);
    film.play(1000, 1000);
    expect(film.told()).toEqual([]);
    film.play(1000, 2000, 20);
    film.stop(2000);
    expect(film.told().map((one) => one.split(" ")[0])).toEqual(["start", "end"]);
    expect(film.told()[1]).toBe("end 2000");
  });
  it("takes back what the film does not reach, and tells nothing that was skipped", () => {
    const film = new Played([cue(1000, 2000), cue(5000, 6000), cue(8000, 9000)]);
    film.play(0, 900);
    film.stop(900);
    expect(film.told()).toEqual([]);
    film.play(4900, 5100);
    film.play(7900, 8100);
    expect(film.told()).toEqual(["start 5000", "start 8000"]);
    film.play(4900, 5100);
    expect(film.told()).toEqual(["start 5000", "start 8000", "start 5000"]);
  });
  it("speaks or sounds as asked, and says nothing for a caption without words", () => {
    const film = new Played([cue(1000, 2000, " \n"), cue(2500, 3000, "ong")]);
    film.play(0, 4000, 16, { tones: false, words: true });
    expect([film.told(), film.words.map((one) => one.text)]).toEqual([[], ["ong"]]);
  });
  it("finds edges by time", () => {
    const found = edgesBetween([cue(0, 1000), cue(1000, 1500), cue(9000, 9500)], 900_000, 1_500_000);
    expect(found.map((one) => [one.kind, one.at])).toEqual([["end", 1_000_000], ["start", 1_000_000], ["end", 1_500_000]]);
  });
});
