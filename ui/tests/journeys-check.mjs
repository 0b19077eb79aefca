// Owns walks through the check: what stands beside script and captions, the look at the film, the checklist, lessons.
// Refuses the order of findings: that is the check room's own walk.
import assert from "node:assert/strict";
import { end, id, walk } from "./walk.mjs";

const inCheck = async (page) => {
  await page.click(id("resume"));
  await page.click(id("step-check"));
};

await walk("beside captions: show, apply, undo; folded while one types", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-captions"));
  assert.equal(await page.isVisible(id("caption-finding-0")), false);
  const before = await page.inputValue(id("cue-6-text"));
  await page.click(id("caption-findings-open"));
  await page.click(id("caption-finding-0-show"));
  await until("cue-text-6");
  assert.ok(await page.evaluate(() => document.activeElement.selectionEnd > document.activeElement.selectionStart));
  await page.click(id("caption-finding-0-apply"));
  await until((value) => value !== before, () => page.inputValue(id("cue-6-text")));
  await page.click(id("undo"));
  await until(before, () => page.inputValue(id("cue-6-text")));
  await page.waitForSelector(id("caption-finding-0"));
  await page.click(id("caption-finding-0-waive"));
  await page.fill("[role=dialog] textarea", "Khách nói vậy");
  await page.keyboard.press("Control+Enter");
  if (await page.isVisible("[role=dialog]")) await page.click("[role=dialog] .main");
  await until((said) => /Đã để nguyên/u.test(said), () => text("said"));
  await until(false, () => page.isVisible(id("caption-finding-0")));
});

await walk("the look: stopped, begun again, shown in the film", "welcomed=1&drafts=1&pace=60", async ({ page, until }) => {
  await inCheck(page);
  await page.click(id("look-start"));
  await page.click(id("stop"));
  await page.waitForSelector(id("look-start"));
  await page.click(id("look-start"));
  await page.waitForSelector(id("looked"));
  await page.waitForSelector("text=Chớp nháy mạnh");
  const cards = await page.locator("[data-testid^=finding-][data-testid$=-open]").count();
  await page.click(id(`finding-${cards}-open`));
  await page.click(id(`finding-${cards}-show`));
  await page.waitForSelector('main[data-page="trim"]');
  await until((at) => at >= 6, () => page.evaluate(() => Number(document.querySelector("input[type=range]")?.value ?? 0) / 10));
});

await walk("the checklist: each answer is an edit, one may make another needless", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await inCheck(page);
  await page.waitForSelector(id("answer-no-ai"));
  const open = () => text("questions-open");
  const before = await open();
  await page.check(id("answer-people-agreed"));
  await until((now) => now !== before, open);
  await page.check(id("answer-no-ai"));
  await until(false, () => page.isVisible(id("question-ai-kind")));
  await page.click(id("undo"));
  await until(true, () => page.isVisible(id("question-ai-kind")));
  await page.fill(id("answer-best-paper"), "Giải nhất hội thi vùng");
  await page.focus(id("undo"));
  await until((label) => /Hoàn tác/u.test(label), () => text("undo"));
  assert.equal(await page.inputValue(id("answer-best-paper")), "Giải nhất hội thi vùng");
  for (const kind of ["pdf", "html", "md"]) {
    await page.check(id(`report-kind-${kind}`));
    await page.click(id("report-save"));
    await until((said) => /Đã lưu bản soát/u.test(said) && said.includes(`.${kind}`), () => text("said"));
  }
  assert.doesNotMatch(await text("ready"), /an toàn/u);
});

await walk("ten questions by keyboard, then what to read again", "welcomed=1&drafts=1", async ({ page, until }) => {
  await page.click(id("help"));
  await page.click(id("learn"));
  await page.focus(id("quiz-start"));
  await page.keyboard.press("Enter");
  for (let n = 0; n < 10; n++) {
    await until("quiz-at");
    await page.focus(id("quiz-mend"));
    await page.keyboard.press("Enter");
    await until("quiz-why");
    await page.focus(id("quiz-next"));
    await page.keyboard.press("Enter");
  }
  await page.waitForSelector(id("quiz-end"));
  assert.match(await page.textContent("#quiz-at"), /5 câu đúng trong 10 câu/u);
});

await walk("rules from a file: taken, taken back; unsigned ones are refused with a sentence", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("help"));
  await page.click(id("rules-add"));
  await until((are) => /Thêm từ tệp/u.test(are), () => text("rules-are"));
  await page.click(id("rules-reset"));
  await until((are) => /Có sẵn/u.test(are), () => text("rules-are"));
  await page.goto(`${page.url().split("?")[0]}?welcomed=1&unsigned=1`);
  await page.click(id("help"));
  await page.click(id("rules-add"));
  await page.waitForSelector("[role=alert]");
  assert.match(await page.textContent("[role=alert]"), /không có chữ ký/u);
});

await walk("rules from an address: fetched when pressed, stopped, refused with a sentence, remembered", "welcomed=1&drafts=1&pace=60", async ({ page, until, text }) => {
  await page.click(id("help"));
  assert.equal(await page.inputValue(id("rules-address")), "");
  assert.match(await text("rules-in-use"), /Chưa ai phát hành/u);
  await page.fill(id("rules-address"), "https://example.org/rules.json");
  await page.click(id("rules-fetch"));
  await page.click(id("rules-stop"));
  await until((said) => /Đã dừng tải/u.test(said), () => text("said"));
  await until("rules-fetch");
  assert.match(await text("rules-are"), /Có sẵn/u);
  await page.fill(id("rules-address"), "https://example.org/page.json");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=alert]");
  assert.match(await page.textContent("[role=alert]"), /example\.org đưa ra một trang web/u);
  await page.fill(id("rules-address"), "https://example.org/rules.json");
  await page.keyboard.press("Enter");
  await until((are) => /Tải từ example\.org/u.test(are), () => text("rules-are"));
  await page.click(id("rules-reset"));
  await until((are) => /Có sẵn/u.test(are), () => text("rules-are"));
  assert.equal(await page.inputValue(id("rules-address")), "https://example.org/rules.json");
  assert.doesNotMatch(await text("rules-in-use"), /Chưa ai phát hành/u);
  await page.fill(id("rules-address"), "https://example.org/same.json");
  await page.keyboard.press("Enter");
  await until((said) => /Không có bộ nào mới hơn/u.test(said), () => text("said"));
});

await end();
