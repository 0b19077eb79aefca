// The first start of a new user: no network, no speech model. The window says in plain words what
// a model would add, and captions come from the script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";

let studio;
const script = readFileSync(join(import.meta.dirname, "..", "..", "models", "test", "demo", "script.txt"), "utf8");

before(async () => {
  studio = await Studio.start(clip());
  await studio.welcome();
});

after(() => studio?.end());

test("it says that there is no model and what one would add", async () => {
  await studio.sees("captions-script", 60);
  const page = await studio.driver.run("return document.body.innerText");
  assert.match(page, /Chưa có bộ nghe/u);
  assert.match(page, /máy tự viết/u);
  await studio.shot("no-model");
});

test("the script is placed on the voice", async () => {
  const field = "document.querySelector('main textarea')";
  await studio.driver.run(`${field}.focus(); return null`);
  await studio.driver.run(`const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    set.call(${field}, ${JSON.stringify(script)});
    ${field}.dispatchEvent(new Event("input", { bubbles: true }));
    return null`);
  await studio.press("captions-script");
  await studio.sees("cue-0-text", 60);
  const [{ id }] = mang("draft", "list").json.drafts;
  const { captions } = mang("draft", "show", id).json.draft;
  const truth = readFileSync(join(import.meta.dirname, "..", "..", "models", "test", "demo", "truth.tsv"), "utf8")
    .trim().split("\n").map((line) => line.split("\t")).filter(([start]) => /^[\d.]+$/u.test(start));
  assert.equal(captions.cues[0].from, "script");
  const first = captions.cues[0].start_us / 1e6;
  // The clip begins with a second of quiet before the recording.
  assert.ok(Math.abs(first - (Number(truth[0][0]) + 1)) < 0.3, `the first caption starts with the voice: ${first} s`);
  assert.match(await studio.driver.run(`return document.querySelector(${JSON.stringify(at("cue-0-text"))}).value`), /Xin chào/u);
});
