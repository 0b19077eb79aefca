// Owns walks through the rooms by keyboard and mouse with the stand-in host: what is saved, where the focus goes,
// what is told. Refuses the trim room and the last room: they have files of their own.
import assert from "node:assert/strict";
import { end, id, sample, walk } from "./walk.mjs";

await walk("the first minute changes the page at once", "", async ({ page, until }) => {
  await page.click("label:has([data-testid=theme-dark])");
  await page.click("label:has([data-testid=language-fr])");
  await page.click("label:has([data-testid=size-large])");
  assert.deepEqual(await page.evaluate(() => [document.documentElement.dataset.theme, document.documentElement.lang, document.documentElement.dataset.size]), ["dark", "fr", "large"]);
  assert.match(await page.textContent("h1"), /Bonjour/u);
  await page.click(id("welcome-done"));
  await until((title) => title.startsWith("Début"), () => page.title());
});

await walk("typed words become one edit, undo names it", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-captions"));
  await page.fill(id("cue-2-text"), "Mật này mình quay\nở vườn nhà,");
  assert.equal(await text("undo"), "Chưa có gì để hoàn tác");
  await until("Hoàn tác: sửa câu 3", () => text("undo"));
  await page.fill(id("cue-4-text"), "một câu khác");
  await page.focus(id("cue-5-text"));
  await until("Hoàn tác: sửa câu 5", () => text("undo"));
  await page.click(id("undo"));
  await until("Hoàn tác: sửa câu 3", () => text("undo"));
  assert.match(await page.inputValue(id("cue-4-text")), /Sáng lạnh/u);
  await page.focus(id("undo"));
  await page.keyboard.press("Control+z");
  await until("Chưa có gì để hoàn tác", () => text("undo"));
  assert.match(await page.inputValue(id("cue-2-text")), /ngay tại vườn/u);
});

await walk("an input method is left alone while it composes", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-captions"));
  await page.focus(id("cue-0-text"));
  await page.evaluate(() => document.activeElement.select());
  const client = await page.context().newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "vườ", selectionStart: 3, selectionEnd: 3 });
  await page.waitForTimeout(1200);
  assert.equal(await text("undo"), "Chưa có gì để hoàn tác");
  assert.equal(await page.inputValue(id("cue-0-text")), "vườ");
  await client.send("Input.insertText", { text: "vườn" });
  await until("Hoàn tác: sửa câu 1", () => text("undo"));
  assert.equal(await page.inputValue(id("cue-0-text")), "vườn");
});

await walk("a cue is extended, split, joined and removed; the focus follows", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-captions"));
  await page.focus(id("cue-3-text"));
  await page.click(id("cue-3-extend"));
  await until("cue-text-3");
  await until("Hoàn tác: đổi giờ câu 4", () => text("undo"));
  await page.evaluate(() => document.activeElement.setSelectionRange(17, 17));
  await page.click(id("cue-3-split"));
  await until("cue-text-4");
  assert.equal(await page.inputValue(id("cue-3-text")), "hai ngày một lần,");
  await page.click(id("cue-3-text"));
  await page.focus(id("cue-3-more"));
  await page.keyboard.press("Enter");
  await page.click(id("menu-merge"));
  await until("cue-text-3");
  await page.click(id("cue-3-more"));
  await page.click(id("menu-delete"));
  await until("Hoàn tác: xoá câu 4", () => text("undo"));
  await until("cue-text-3");
  assert.match(await text("said"), /Đã xoá câu 4/u);
});

await walk("find and replace is one edit", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-captions"));
  await page.click(id("replace"));
  await page.fill(id("replace-find"), "vườn");
  await page.fill(id("replace-by"), "rẫy");
  await page.click(id("replace-all"));
  await until("Hoàn tác: thay chữ", () => text("undo"));
  assert.match(await page.inputValue(id("cue-0-text")), /rẫy cà phê/u);
  assert.match(await page.inputValue(id("cue-8-text")), /rẫy nhà mình/u);
  await until("replace");
});

await walk("without a speech model: script, stop, again", "welcomed=1&pace=60", async ({ page, until, text }) => {
  await page.click(id("open-clip"));
  await page.waitForSelector(id("no-model"));
  await page.fill(id("script-text"), "Sáng nay vườn cà phê nhà mình nở trắng.");
  await page.click(id("captions-script"));
  await page.waitForSelector(id("stop"));
  await page.click(id("stop"));
  await page.waitForSelector(id("stopped"));
  assert.match(await text("said"), /Đã dừng/u);
  await page.click(id("captions-script"));
  await page.waitForSelector(id("cue-10-text"), { timeout: 15000 });
  await until("Hoàn tác: làm phụ đề", () => text("undo"));
});

await walk("a script opens by itself as captions", "welcomed=1&pace=10", async ({ page, until, text }) => {
  await page.click(id("write-first"));
  await page.fill(id("script-whole"), "Câu một.\n\nCâu hai.");
  await page.click(id("script-whole-use"));
  await until("scene-0-say");
  await page.click(id("scene-add"));
  await until("scene-2-say");
  await page.click(id("scene-2-more"));
  await page.click(id("menu-delete"));
  await until("scene-1-say");
  await page.click(id("attach-clip"));
  await until("Hoàn tác: chọn phim", () => text("undo"));
  await page.click(id("next-step"));
  await page.waitForSelector(id("cue-0-text"));
});

await walk("checking: fix, show, waive; the focus goes on", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.waitForSelector(id("finding-0-apply"));
  await page.click(id("finding-0-show"));
  await until("cue-text-6");
  assert.equal(await page.evaluate(() => document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd).replace("\n", " ")), "trị dứt viêm họng");
  await page.keyboard.press("Alt+4");
  await page.waitForSelector(id("to-trim"));
  await page.click(id("to-trim"));
  await until("part-5-toggle");
  await page.click(id("step-check"));
  await page.dblclick(id("finding-0-apply"));
  await until("finding-title-0");
  assert.match(await text("said"), /Đã sửa Câu 7 · 0:17. Còn 2 điều/u);
  assert.equal(await page.locator("[data-testid^=error-]").count(), 0);
  await page.click(id("finding-0-waive"));
  await page.fill(id("ask-text"), "Có giấy phép");
  await page.click(id("ask-confirm"));
  await until("finding-title-0");
  await page.click(id("finding-0-waive"));
  await page.fill(id("ask-text"), "Giá thật");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await until("honest");
  assert.match(await text("honest"), /15\/11\/2026/u);
});

await walk("work on one film leaves another alone, and is named", "welcomed=1&drafts=1&pace=15", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-finish"));
  await page.click(id("finish-start"));
  await page.waitForSelector(id("stop"));
  await page.click(id("home"));
  await page.waitForSelector(id("progress"));
  assert.match(await text("progress"), /Mật ong hoa cà phê/u);
  await page.click(id("draft-0-open"));
  await until("room-title");
  await page.click(id("step-script"));
  await page.click(id("step-captions"));
  await page.waitForSelector(id("captions-hand"));
  assert.equal(await page.locator(id("stop")).count(), 0);
  await page.waitForSelector(id("finished-notice"));
  assert.match(await page.textContent(".head .of"), /Buổi sáng hái trà/u);
  assert.match(await text("finished-notice"), /Mật ong hoa cà phê/u);
  await page.click(id("finished-go"));
  await page.waitForSelector(id("finish-done"));
  assert.match(await page.textContent(".head .of"), /Mật ong/u);
});

await walk("captions that are ready do not bring their film back", "welcomed=1&model=1&pace=40", async ({ page, until }) => {
  await page.click(id("open-clip"));
  await page.waitForSelector(id("stop"));
  await page.click(id("home"));
  await page.click(id("write-first"));
  await until("room-title");
  await page.fill(id("script-whole"), "Đang gõ dở");
  await page.waitForTimeout(2600);
  assert.equal(await page.inputValue(id("script-whole")), "Đang gõ dở");
  assert.equal(await page.evaluate(() => document.activeElement.id), "whole-script");
  await page.click(id("home"));
  await page.click(id("resume"));
  await page.waitForSelector(id("cue-10-text"));
});

await walk("captions taken back stay away", "welcomed=1&model=1&pace=5", async ({ page, until, text }) => {
  await page.click(id("open-clip"));
  await page.waitForSelector(id("cue-10-text"));
  await until("Hoàn tác: làm phụ đề", () => text("undo"));
  await page.click(id("undo"));
  await page.waitForSelector(id("captions-hand"));
  await page.waitForTimeout(300);
  assert.equal(await page.locator(id("stop")).count(), 0);
});

await walk("pasted words are kept without a button", "welcomed=1", async ({ page, until, text }) => {
  await page.click(id("write-first"));
  await page.fill(id("script-whole"), "Câu một.\n\nCâu hai.");
  await page.click(id("step-captions"));
  await page.click(id("step-script"));
  assert.equal(await page.inputValue(id("scene-0-say")), "Câu một.\n\nCâu hai.");
  await page.click(id("scene-0-more"));
  await page.click(id("menu-divide"));
  await until("scene-0-say");
  assert.equal(await page.inputValue(id("scene-1-say")), "Câu hai.");
  await page.click(id("help"));
  await until("Về bước Kịch bản", async () => (await text("back-to-step")).trim());
});

await walk("a cue between its neighbours keeps its length", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-captions"));
  const nudge = async () => {
    await page.click(id("cue-2-text"));
    await page.click(id("cue-2-more"));
    await page.click(id("menu-later"));
  };
  const length = () => page.textContent("#cue-2 .len");
  const before = await length();
  await nudge();
  await until((said) => said.startsWith("Câu 3 bắt đầu ở 0:06,9."), () => text("said"));
  await nudge();
  await until((said) => said.startsWith("Câu 3 sát"), () => text("said-now"));
  assert.equal(await length(), before);
});

await walk("an error stays, says how to get on, and can be closed", "welcomed=1&broken=1", async ({ page, text }) => {
  await page.click(id("open-clip"));
  assert.match(await text("error-truncated"), /VID_2041.mp4.*Thử chép lại/u);
  await page.click(id("error-close"));
  await page.waitForSelector(id("error-truncated"), { state: "detached" });
});

await walk("keys: regions, steps, help; dialogs give the focus back", "welcomed=1&drafts=1", async ({ page, until }) => {
  await page.click(id("resume"));
  await until((got) => got === "room-title");
  await page.keyboard.press("F6");
  await page.keyboard.press("F6");
  await page.keyboard.press("F6");
  await until("undo");
  await page.keyboard.press("Alt+1");
  await until("room-title");
  await page.focus(id("film-more"));
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=menu]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=dialog]");
  await page.fill(id("ask-text"), "Tên mới");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=dialog]", { state: "detached" });
  await until("film-more");
  assert.match(await page.textContent(".head .of"), /Tên mới/u);
  await page.keyboard.press("F1");
  await page.waitForSelector(id("models"));
  await page.click(id("back-to-step"));
  await until("room-title");
});

if (sample) {
  await walk("playing: a cue stops at its end, removed parts are skipped", "welcomed=1&drafts=1", async ({ page, until }) => {
    const now = () => page.evaluate(() => document.querySelector("video").currentTime);
    await page.click(id("resume"));
    await page.click(id("step-captions"));
    await page.focus(id("cue-3-text"));
    await page.click(id("cue-3-hear"));
    await page.waitForFunction(() => document.querySelector("video").paused === false);
    await page.waitForFunction(() => document.querySelector("video").paused, undefined, { timeout: 9000 });
    const end = await now();
    assert.ok(end >= 11.15 && end < 11.7, `stopped at ${end}`);
    await page.click(id("step-trim"));
    await page.click(id("part-2-open"));
    await page.click(id("part-2-join"));
    const seen = [];
    for (let n = 0; n < 60; n++) {
      seen.push(await now());
      await page.waitForTimeout(60);
    }
    assert.ok(seen.some((at) => at > 4.4 && at < 6), "before the join");
    assert.ok(seen.some((at) => at > 6.7 && at < 8.4), "after the join");
    assert.ok(!seen.some((at) => at > 6.2 && at < 6.65), `inside the pause: ${seen.filter((at) => at > 6.2 && at < 6.65)}`);
    await until(true, () => page.evaluate(() => document.querySelector("video").paused));
  });
}

await end();
