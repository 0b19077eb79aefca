// A job that dies or is stopped: the window says one clear sentence and goes on working.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { Studio, clip, mang } from "./studio.mjs";

let studio;

const child = () => {
  try {
    return execFileSync("pgrep", ["-f", `^${process.env.APP} job-child`], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
};

const videos = () => {
  const folder = `${process.env.HOME}/Videos/Măng`;
  return existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
};

before(async () => {
  studio = await Studio.start(clip());
  await studio.welcome();
  await studio.sees("cue-0-text", 90);
  await studio.press("step-finish");
  await studio.sees("finish-start");
});

after(() => studio?.end());

async function working() {
  await studio.press("finish-start");
  await studio.sees("stop", 30);
  // One look only: the first children are gone in a moment.
  let works = child();
  for (let tries = 0; !works && tries < 100; tries += 1) {
    await new Promise((go) => setTimeout(go, 50));
    works = child();
  }
  assert.ok(works, "a child process works");
}

test("stopping leaves nothing behind", async () => {
  await working();
  await studio.press("stop");
  await studio.sees("finish-start", 30);
  assert.equal(child(), "", "no child is left");
  assert.deepEqual(videos(), [], "no file is left");
});

test("a killed child is one clear sentence, and the window goes on", async () => {
  await working();
  // The first children only look whether a graphics chip can be trusted; the film goes on without.
  const killing = setInterval(() => {
    const children = child();
    if (children) spawnSync("kill", ["-9", ...children.split("\n")]);
  }, 100);
  try {
    await studio.until("the error", `document.querySelector('[role="alert"]')?.innerText.length > 10`, 30);
  } finally {
    clearInterval(killing);
  }
  await studio.shot("job-died");
  assert.deepEqual(videos(), [], "no file is left");
  assert.equal(mang("draft", "list").json.drafts.length, 1, "the draft is there");
  await studio.press("step-captions");
  await studio.sees("cue-0-text");
  await studio.press("step-finish");
  await working();
  await studio.sees("finish-done", 180);
  assert.ok(videos().some((name) => name.endsWith(".mp4")), "the next try works");
});
