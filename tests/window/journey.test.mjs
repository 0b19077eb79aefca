// The main job in the real window: open a clip, captions appear, fix a word, remove a pause, take
// a suggestion, finish; the file that comes out is probed. Each step is checked in the library too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";

let studio;
let draft;

const stored = () => mang("draft", "show", draft).json.draft;

before(async () => {
  studio = await Studio.start(clip());
});

after(() => studio?.end());

test("the first start asks for language, size and theme, then opens the clip it was given", async () => {
  await studio.sees("welcome-done");
  await studio.shot("welcome");
  await studio.welcome();
  await studio.sees("cue-0-text", 90);
  [{ id: draft }] = mang("draft", "list").json.drafts;
});

test("captions appear, recognised from the voice", async () => {
  assert.match(await studio.value("cue-0-text"), /Xin chào/u);
  await studio.shot("captions");
  const texts = stored().captions.cues.map((cue) => cue.text.replaceAll("\n", " ")).join(" ");
  assert.match(texts, /mật ong rừng của nhà mình/u);
});

test("the film plays and seeks", async () => {
  const video = "document.querySelector('video')";
  await studio.until("the film", `${video}?.readyState >= 2`, 30);
  assert.equal(await studio.driver.run(`return ${video}.videoWidth > 0`), true);
  await studio.press("play");
  await studio.until("the film to move", `${video}.currentTime > 0.5`, 20);
  await studio.press("play");
  await studio.until("the film to stop", `${video}.paused`, 5);
  await studio.driver.run(`${video}.currentTime = 12; return null`);
  await studio.until("the seek", `!${video}.seeking && Math.abs(${video}.currentTime - 12) < 0.2`, 20);
});

test("a word is fixed and saved by itself, and undo takes it back", async () => {
  const before = stored().captions.cues[0].text;
  await studio.driver.click(at("cue-0-text"));
  await studio.driver.run(`document.querySelector(${JSON.stringify(at("cue-0-text"))}).select(); return null`);
  await studio.driver.type("Chào cả nhà");
  await studio.until("the save", `/Hoàn tác: .*1/u.test(document.querySelector('[data-testid="undo"]')?.innerText ?? "")`, 15);
  assert.equal(stored().captions.cues[0].text, "Chào cả nhà");
  await studio.press("undo");
  await studio.until("the undo", `document.querySelector(${JSON.stringify(at("cue-0-text"))}).value !== "Chào cả nhà"`, 15);
  assert.equal(stored().captions.cues[0].text, before);
});

test("a pause is kept and removed again", async () => {
  await studio.press("next-step");
  await studio.sees("part-0");
  const parts = stored().cuts.parts;
  const pause = parts.findIndex((part) => !part.kept);
  assert.ok(pause >= 0, "the pauses of the voice were proposed");
  await studio.shot("trim");
  const open = `part-${pause}-open`;
  if (await studio.driver.run(`return document.querySelector(${JSON.stringify(at(open))}) !== null`)) await studio.press(open);
  await studio.press(`part-${pause}-toggle`);
  await studio.until("the pause to be kept", `document.querySelector(${JSON.stringify(at(`part-${pause}-state`))}).innerText.includes("Giữ")`, 15);
  assert.equal(stored().cuts.parts[pause].kept, true);
  await studio.press(`part-${pause}-toggle`);
  await studio.until("the pause to go", `document.querySelector(${JSON.stringify(at(`part-${pause}-state`))}).innerText.includes("Bỏ")`, 15);
  assert.deepEqual(stored().cuts.parts, parts);
});

test("a finding shows, and its suggestion is applied", async () => {
  await studio.press("next-step");
  await studio.sees("finding-0-apply");
  await studio.shot("check");
  assert.match(await studio.text("finding-0"), /giảm cân/u);
  const cues = stored().captions.cues;
  await studio.press("finding-0-apply");
  await studio.until("the finding to go", `!/giảm cân/u.test(document.querySelector('[data-testid="finding-0"]')?.innerText ?? "")`, 15);
  const after = stored().captions.cues;
  assert.ok(!after.some((cue) => /giảm cân/u.test(cue.text)), "no caption promises it any more");
  assert.deepEqual(after[0], cues[0], "the other captions are as they were");
});

test("the finished file is right", async () => {
  await studio.press("next-step");
  await studio.sees("finish-start");
  // The first caption lies over the picture in the look it will be drawn in.
  await studio.sees("caption");
  await studio.shot("finish");
  await studio.press("finish-start");
  await studio.sees("stop", 30);
  await studio.shot("finish-progress");
  await studio.sees("finish-done", 180);
  await studio.shot("finish-done");
  const { cuts, title } = stored();
  const folder = `${process.env.HOME}/Videos/Măng/${title}`;
  const { json } = mang("probe", `${folder}/${title}.mp4`);
  const kept = cuts.parts.filter((part) => part.kept).reduce((sum, part) => sum + part.end_us - part.start_us, 0);
  assert.deepEqual([json.video.width, json.video.height, json.video.codec], [1080, 1920, "h264"]);
  assert.equal(json.audio.codec, "aac");
  assert.ok(Math.abs(json.video.duration_us - kept) < 40_000, `${json.video.duration_us} µs of ${kept}`);
  assert.match(readFileSync(`${folder}/${title}.srt`, "utf8"), /-->/u);
});
