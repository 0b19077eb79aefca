// "Ready to post?" and Learn by keys alone: every question answered, the document named, the report
// saved; ten questions, a lesson, the progress sheet.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";
import { Walk } from "./walk.mjs";
import { Key } from "./webdriver.mjs";

const { SCRATCH } = process.env;
const PAPER = "Giấy chứng nhận an toàn thực phẩm số 12/2026";
let studio, walk, draft;

const stored = () => mang("draft", "show", draft).json.draft;
const questions = () => studio.driver.run(`return [...document.querySelectorAll('[data-testid^="question-"]:not(button):not([data-testid="questions-open"])')].map((e) => {
  const field = e.querySelector("input, textarea");
  return { kind: field.type, id: field.matches("[type=radio]") ? field.dataset.testid : field.dataset.testid, name: e.dataset.testid };
})`);

before(async () => {
  studio = await Studio.start(clip());
  walk = new Walk(studio);
  await studio.sees("welcome-done");
  await walk.enter("welcome-done");
  await studio.sees("cue-0-text", 90);
  [{ id: draft }] = mang("draft", "list").json.drafts;
  await walk.listen();
});

after(() => studio?.end());

test("every question before posting is answered, and documents are named", async () => {
  await walk.press(Key.Alt, "4");
  await studio.sees("questions-open", 60);
  await walk.stands("the room's title", "h1");
  // An answer may bring another question or take one away: asked again after each.
  const done = new Map();
  for (;;) {
    const next = (await questions()).find(({ name }) => !done.has(name));
    if (!next) break;
    const { kind, id, name } = next;
    // Where no choice is made yet, Tab stops at one of them.
    await walk.to(id, 90, `[data-testid="${name}"] :is(input, textarea)`);
    if (kind === "textarea") await studio.driver.type(PAPER);
    else await walk.press(Key.Space);
    done.set(name, kind);
    await studio.driver.settle();
  }
  const asked = await questions();
  const papers = asked.filter(({ kind }) => kind === "textarea").length;
  assert.ok(asked.length >= 3, JSON.stringify(asked));
  const end = Date.now() + 20_000;
  while (stored().answers.length < asked.length && Date.now() < end) await new Promise((go) => setTimeout(go, 200));
  const { answers } = stored();
  assert.equal(answers.length, asked.length, JSON.stringify(answers));
  assert.equal(answers.filter((one) => one.said === PAPER).length, papers);
  console.log(`${asked.length} questions, ${papers} of them documents`);
  await studio.driver.run(`document.querySelector('[data-testid="questions-open"]').scrollIntoView(); return null`);
  await walk.looks("pages-checklist");
  await walk.narrow("pages-checklist");
});

test("why a question is asked opens and closes under the same key", async () => {
  const [{ name }] = await questions();
  await walk.enter(`${name}-why`);
  await studio.until("the reason", `document.activeElement.getAttribute("aria-expanded") === "true"`, 5);
  await studio.shot("pages-checklist-why");
  await walk.press(Key.Enter);
  await studio.until("it to close", `document.activeElement.getAttribute("aria-expanded") === "false"`, 5);
});

test("the report is saved where one says, and it is said", async () => {
  const place = join(SCRATCH, "bao-cao.pdf");
  await walk.dialog("report-save", "Save File", place, async () => existsSync(place));
  await walk.hears("/bao-cao/u");
  await walk.stands("the button again", at("report-save"));
  assert.equal(readFileSync(place).subarray(0, 5).toString(), "%PDF-");
});

test("ten questions are answered, each answer is said and explained", async () => {
  await walk.enter("help");
  await studio.sees("learn");
  await walk.enter("learn");
  await walk.stands("the page's title", "h1");
  await walk.looks("pages-learn");
  await walk.enter("quiz-start");
  for (let n = 0; n < 10; n += 1) {
    await walk.stands(`question ${n + 1}`, "#quiz-at");
    await walk.enter(n % 3 === 0 ? "quiz-fine" : "quiz-mend");
    await walk.stands("the reason", "#quiz-why");
    await walk.hears("/Đúng rồi|Chưa đúng/u");
    if (n === 1) await walk.looks("pages-quiz");
    await walk.enter("quiz-next");
  }
  await studio.sees("quiz-end");
  await walk.stands("the result", "#quiz-at");
  assert.match(await studio.text("quiz-end"), /Xong\. \d+ câu đúng trong 10 câu/u);
  await walk.looks("pages-quiz-end");
  await walk.narrow("pages-quiz-end");
});

test("a lesson opens from the result and leads back to it", async () => {
  const result = await studio.text("quiz-end");
  await walk.enter("learned-0-lesson");
  await studio.sees("lesson");
  await walk.stands("the lesson", "#lesson-title");
  await walk.looks("pages-lesson");
  await walk.enter("lesson-close");
  await walk.stands("where it was opened", at("learned-0-lesson"));
  assert.equal(await studio.text("quiz-end"), result, "the result is still there");
});

test("the progress sheet is saved", async () => {
  const place = join(SCRATCH, "tien-bo.html");
  await walk.dialog("progress-save", "Save File", place, async () => existsSync(place));
  await walk.hears("/tien-bo/u");
  assert.match(readFileSync(place, "utf8"), /<html lang="vi"/u);
  assert.equal(mang("learn", "progress").json.rules.reduce((sum, rule) => sum + rule.right + rule.wrong, 0), 10);
  console.log(`${walk.keys} keys`);
});
