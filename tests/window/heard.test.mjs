// The heard preview in the real window's own sound engine: what would come out of the loudspeaker is
// listened to on its way there, so a tone that the web view does not make is missed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";
import { Key } from "./webdriver.mjs";

let studio;
let cues;

/** Puts an ear between every sound and the loudspeaker: peak and pitch, 60 times a second. */
const EAR = `
  window.heard = [];
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) {
      const ear = this.context.createAnalyser();
      ear.fftSize = 1024;
      connect.call(this, ear);
      connect.call(ear, to);
      const wave = new Float32Array(ear.fftSize);
      const film = document.querySelector("video");
      const listen = setInterval(() => {
        ear.getFloatTimeDomainData(wave);
        const peak = wave.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
        if (peak < 0.1) return;
        let turns = 0;
        for (let n = 1; n < wave.length; n += 1) turns += wave[n - 1] < 0 !== wave[n] < 0;
        window.heard.push({ hz: (turns / 2) * (ear.context.sampleRate / wave.length), peak, film: film?.currentTime });
      }, 15);
      setTimeout(() => clearInterval(listen), 4000);
      return to;
    }
    return connect.call(this, to, ...rest);
  };
  return null`;

const count = (low, high) => `window.heard.filter((one) => one.hz > ${low} && one.hz < ${high}).length`;

before(async () => {
  studio = await Studio.start(clip());
  await studio.welcome();
  await studio.sees("cue-1-text", 120);
  const [{ id }] = mang("draft", "list").json.drafts;
  ({ cues } = mang("draft", "show", id).json.draft.captions);
  await studio.driver.run(EAR);
});

after(() => studio?.end());

test("switched on, it sounds once as a caption's begin and once as its end", async () => {
  await studio.press("heard");
  await studio.until("the high tone", `${count(850, 1150)} > 0`, 10);
  await studio.until("the low tone", `${count(280, 480)} > 0`, 10);
});

test("while the film plays, a caption's begin is heard when it comes", async () => {
  await studio.driver.run("window.heard = []; return null");
  await studio.driver.click(at("cue-1-text"));
  await studio.driver.chord(Key.Alt, Key.Shift, "p");
  await studio.until("the high tone", `${count(850, 1150)} > 0`, 20);
  const [first] = await studio.driver.run("return window.heard.filter((one) => one.hz > 850)");
  const late = first.film - cues[1].start_us / 1e6;
  // A busy computer may be late, but never so late that the tone could belong to the caption's end.
  const half = (cues[1].end_us - cues[1].start_us) / 2e6;
  assert.ok(late > -0.25 && late < half, `${late.toFixed(3)} s after the caption came, which stays ${(2 * half).toFixed(3)} s`);
});
