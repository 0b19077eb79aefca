// The same journey with the keyboard alone: every step is reached by Tab, keys of the key table and
// Enter; the system's file dialog is answered by typing. The mouse is never used.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio, clip, mang } from "./studio.mjs";
import { Key } from "./webdriver.mjs";

let studio;
let keys = 0;

const stored = () => {
  const [{ id }] = mang("draft", "list").json.drafts;
  return mang("draft", "show", id).json.draft;
};

const x = (...words) => execFileSync("xdotool", words, { encoding: "utf8" }).trim();

/** Presses Tab until the wanted element has the focus; it must be visible and ringed then. */
async function tabTo(id, most = 80) {
  for (let step = 0; step <= most; step += 1) {
    if ((await studio.focused()).id === id) {
      const ring = await studio.driver.run(`const style = getComputedStyle(document.activeElement);
        const box = document.activeElement.getBoundingClientRect();
        return { ring: parseFloat(style.outlineWidth), inside: box.bottom > 0 && box.top < innerHeight, label: document.activeElement.matches(":focus-visible") }`);
      assert.ok(ring.inside, `${id} is on the screen when it has the focus`);
      assert.ok(ring.label, `${id} shows that it has the focus`);
      return;
    }
    await studio.driver.type(Key.Tab);
    keys += 1;
  }
  throw new Error(`Tab does not reach ${id} in ${most} steps; the focus is on ${JSON.stringify(await studio.focused())}`);
}

async function pressed(...chord) {
  keys += 1;
  await studio.driver.chord(...chord);
}

const moment = (ms) => new Promise((go) => setTimeout(go, ms));

/** Types a path into the system's dialog. GTK resolves it by and by and takes a Return that comes
 *  too early for a cancel, so a person would try again, and so does this. */
async function openByDialog(path) {
  for (let tries = 0; tries < 3; tries += 1) {
    await tabTo("open-clip");
    await pressed(Key.Enter);
    x("search", "--sync", "--onlyvisible", "--name", "Open File");
    await moment(700);
    x("key", "ctrl+l");
    await moment(300);
    x("type", "--delay", "20", path);
    await moment(1200);
    x("key", "Return");
    for (let waited = 0; waited < 50; waited += 1) {
      await moment(200);
      if ((await studio.text("open-clip")) === null) return;
    }
  }
  throw new Error("the file dialog did not give the clip");
}

before(async () => {
  copyFileSync(clip(), join(process.env.SCRATCH, "clip.mp4"));
  studio = await Studio.start();
});

after(() => studio?.end());

test("the first minute and the file dialog", async () => {
  await studio.sees("welcome-done");
  await tabTo("welcome-done");
  await pressed(Key.Enter);
  await studio.sees("open-clip");
  await openByDialog(join(process.env.SCRATCH, "clip.mp4"));
  await studio.sees("cue-0-text", 90);
});

test("a word is fixed", async () => {
  await tabTo("cue-0-text");
  await pressed(Key.Control, "a");
  await studio.driver.type("Chào cả nhà");
  await studio.until("the save", `/Hoàn tác: .*1/u.test(document.querySelector('[data-testid="undo"]')?.innerText ?? "")`, 15);
  assert.equal(stored().captions.cues[0].text, "Chào cả nhà");
});

test("a pause is kept", async () => {
  await pressed(Key.Alt, "3");
  await studio.sees("part-0");
  assert.equal((await studio.focused()).tag, "h1", "a new room begins at its title");
  await tabTo("part-0-toggle");
  await pressed(Key.Enter);
  await studio.until("the pause to be kept", `document.querySelector('[data-testid="part-0-state"]').innerText.includes("Giữ")`, 15);
  assert.equal(stored().cuts.parts[0].kept, true);
});

test("a suggestion is taken; the focus goes on to the next finding and the result is said", async () => {
  await pressed(Key.Alt, "4");
  await studio.sees("finding-0-apply");
  await tabTo("finding-0-apply");
  await pressed(Key.Enter);
  await studio.until("the answer", `/Còn \\d|Không còn/u.test([...document.querySelectorAll('[aria-live]')].map((one) => one.innerText).join(" "))`, 15);
  await studio.until("the focus on what comes next", `/finding-title|honest/u.test(document.activeElement?.id ?? "")`, 5);
  assert.ok(!stored().captions.cues.some((cue) => /giảm cân/u.test(cue.text)));
});

test("the video is finished, with few keys", async () => {
  await pressed(Key.Alt, "5");
  await studio.sees("finish-start");
  await tabTo("finish-start");
  await pressed(Key.Enter);
  await studio.sees("finish-done", 180);
  await studio.until("the focus on the result", `document.activeElement?.id === "finished-title"`, 5);
  console.log(`${keys} keys from the first start to the finished video`);
});
