// The check in the real window: the look at the film, the checklist kept with the draft, what is said beside the
// captions, ten questions.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";

let studio;
let draft;

const stored = () => mang("draft", "show", draft).json.draft;

before(async () => {
  studio = await Studio.start(clip());
  await studio.welcome();
  await studio.sees("cue-0-text", 90);
  [{ id: draft }] = mang("draft", "list").json.drafts;
});

after(() => studio?.end());

test("beside the captions stands what the check says of them, and a reason is asked for leaving it", async () => {
  await studio.press("caption-findings-open");
  await studio.sees("caption-finding-0");
  await studio.shot("caption-findings");
  await studio.press("caption-finding-0-show");
  assert.match((await studio.focused()).id, /^cue-\d+-text$/u);
  await studio.press("caption-finding-0-why");
  await studio.sees("why");
  const before = stored().captions.cues.length;
  await studio.press("caption-finding-0-apply");
  await studio.until("the edit", `/Hoàn tác/u.test(document.querySelector('[data-testid="undo"]')?.innerText ?? "")`, 15);
  await studio.press("undo");
  assert.equal(stored().captions.cues.length, before);
});

test("the film is looked at as a job, and what was seen stays known", async () => {
  await studio.press("step-check");
  await studio.press("look-start");
  await studio.sees("looked", 180);
  await studio.shot("check-looked");
  assert.notEqual(mang("draft", "checklist", draft).json.questions.length, 0);
});

test("an answer is an edit that is kept with the draft", async () => {
  await studio.press("answer-people-agreed");
  await studio.until("the tick", `document.querySelector(${JSON.stringify(at("answer-people-agreed"))})?.checked === true`, 15);
  assert.deepEqual(stored().answers, [{ question: "people-agreed", yes: true }]);
  const left = await studio.text("ready-left");
  assert.doesNotMatch(left, /an toàn/u);
});

test("ten questions come out of the rules that the draft breaks", async () => {
  await studio.press("help");
  await studio.press("learn");
  await studio.press("quiz-start");
  for (let n = 0; n < 10; n++) {
    await studio.sees("quiz-text");
    await studio.press(n % 2 === 0 ? "quiz-mend" : "quiz-fine");
    await studio.sees("quiz-why");
    if (n === 0) await studio.shot("quiz");
    await studio.press("quiz-next");
  }
  await studio.sees("quiz-end");
  const { rules } = mang("learn", "progress").json;
  assert.equal(rules.reduce((sum, rule) => sum + rule.right + rule.wrong, 0), 10);
  assert.ok(rules.some((rule) => rule.mended > 0), "a suggestion was taken before");
});
