// Owns walks through the captions room: every act by a key, said and taken back; find and replace, speakers, own words,
// chosen keys, the heard preview, a long list. Refuses other rooms.
import assert from "node:assert/strict";
import { end, id, sample, walk } from "./walk.mjs";

const inCaptions = async (page) => {
  await page.click(id("resume"));
  await page.click(id("step-captions"));
  await page.waitForSelector(id("cue-3-text"));
};
const stand = (page, tenths) =>
  page.evaluate((value) => {
    const range = document.querySelector('[data-testid="position"]');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(range, value);
    range.dispatchEvent(new Event("input", { bubbles: true }));
  }, String(tenths));

await walk("captions by keys alone: every act is said and can be taken back", "welcomed=1&drafts=1", async ({ page, active, until, text }) => {
  const says = (words) => until((said) => said.includes(words), () => text("said"));
  const saysNow = (words) => until((said) => said.includes(words), () => text("said-now"));
  const press = (keys) => page.keyboard.press(keys);
  const label = (index) => page.getAttribute(id(`cue-${index}-text`), "aria-label");
  await inCaptions(page);
  await page.focus(id("cue-2-text"));
  await press("Alt+ArrowDown");
  await until("cue-text-3");
  assert.match(await label(3), /^Câu 4 trên 11, 0:09,7\. Hơi nhanh: 25 chữ cái mỗi giây/u);
  assert.match(await page.getAttribute("#cue-3", "aria-label"), /^Câu 4, 0:09,7 – 0:11,2: “hai ngày một lần, không pha thêm đường\.”\. Hơi nhanh/u);
  assert.deepEqual(await page.evaluate(() => [document.querySelector("#cue-3").ariaSetSize, document.querySelector("#cue-3").ariaPosInSet]), ["11", "4"]);
  await stand(page, 98);
  await press("Alt+i");
  await says("Đầu câu 4: 0:09,8. Hơi nhanh: 27 chữ");
  await until("Hoàn tác: đổi giờ câu 4", () => text("undo"));
  await stand(page, 115);
  await press("Alt+o");
  await says("Cuối câu 4: 0:11,5.");
  await press("Alt+[");
  await says("Đầu câu 4: 0:09,7.");
  await press("Alt+]");
  await says("Đầu câu 4: 0:09,8.");
  await press("Alt+Shift+]");
  await says("Cuối câu 4: 0:11,6.");
  await press("Alt+\\");
  await says("Mỗi lần nhích 1 giây.");
  await press("Alt+Shift+]");
  await says("Cuối câu 4: 0:12,0.");
  await press("Alt+Shift+]");
  await saysNow("Cuối câu 4 không dời thêm được.");
  await press("Alt+\\");
  await says("Mỗi lần nhích 1 hình.");
  await press("Alt+Comma");
  await says("Câu 4 bắt đầu ở 0:09,767.");
  assert.equal(await active(), "cue-text-3");
  await press("Alt+Enter");
  await saysNow("Chỗ này không đủ thời gian");
  await page.evaluate(() => document.activeElement.setSelectionRange(17, 17));
  await press("Alt+s");
  await says("Đã tách câu 4 thành hai.");
  await until("cue-text-4");
  await press("Alt+Shift+m");
  await says("Đã gộp vào câu 4.");
  await until("cue-text-3");
  await press("Alt+m");
  await until("cue-text-3");
  await until("10 câu", () => page.textContent("#cues-title"));
  await press("Alt+Delete");
  await says("Đã xoá câu 4.");
  await until("9 câu", () => page.textContent("#cues-title"));
  await press("Alt+Shift+Delete");
  await says("Đã lấy lại, giờ là câu 4.");
  await until("cue-text-3");
  await press("Alt+Shift+Delete");
  await saysNow("Chưa có câu nào vừa xoá");
  await press("Alt+End");
  await until("cue-text-9");
  await press("Alt+ArrowDown");
  await saysNow("Không còn câu nào nữa.");
  await press("Alt+Home");
  await until("cue-text-0");
  await press("Alt+q");
  await says("Câu 1 trên 10: “Sáng nay vườn cà phê nhà mình nở trắng,”.");
  await press("F8");
  await until((where) => where === "cue-text-3", active);
  for (let n = 0; n < 20 && !/Chưa có gì/u.test(await text("undo")); n++) {
    await press("Alt+z");
    await page.waitForTimeout(80);
  }
  assert.match(await text("undo"), /Chưa có gì để hoàn tác/u);
  assert.equal(await page.inputValue(id("cue-3-text")), "hai ngày một lần,\nkhông pha thêm đường.");
});

await walk("what is being typed is kept when a key acts on it", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await inCaptions(page);
  await page.focus(id("cue-9-text"));
  await page.evaluate(() => document.activeElement.setSelectionRange(0, 0));
  await page.keyboard.type("Dạ. ");
  await page.keyboard.press("Alt+s");
  await until("cue-text-10");
  assert.equal(await page.inputValue(id("cue-9-text")), "Dạ.");
  await page.keyboard.press("Alt+z");
  await until("Hoàn tác: sửa câu 10", () => text("undo"));
  assert.equal(await page.inputValue(id("cue-9-text")), "Dạ. Ai cần thì nhắn mình,");
});

await walk("typed times are taken or refused; fine work stays open from row to row", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await inCaptions(page);
  await page.focus(id("cue-3-text"));
  await page.click(id("cue-3-fine"));
  assert.equal(await page.inputValue(id("cue-3-end-time")), "0:11,2");
  await page.fill(id("cue-3-end-time"), "11,75");
  await page.keyboard.press("Enter");
  await until((said) => said.includes("Cuối câu 4: 0:11,75."), () => text("said"));
  await page.fill(id("cue-3-end-time"), "mười");
  await page.keyboard.press("Enter");
  await until((said) => said.includes("Chưa hiểu giờ này"), () => text("said-now"));
  await page.keyboard.press("Escape");
  await page.click(id("cue-3-start-later"));
  await until((said) => said.includes("Đầu câu 4: 0:09,8."), () => text("said"));
  await until("cue-3-start-later");
  await page.focus(id("cue-4-text"));
  await page.waitForSelector(id("cue-4-start-time"));
});

await walk("find without tone marks, one place and all, each one edit", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await inCaptions(page);
  await page.focus(id("cue-2-text"));
  await page.keyboard.press("Control+f");
  await page.waitForSelector(id("replace-find"));
  await page.fill(id("replace-find"), "VUON");
  await until("Thấy 0 chỗ.", () => text("find-count"));
  await page.check(id("find-any-marks"));
  await until("Thấy 3 chỗ.", () => text("find-count"));
  assert.match(await text("find-place"), /Chỗ 2 trên 3, câu 3: … này mình quay ngay tại vườn,/u);
  await page.check(id("find-capitals"));
  await until("Thấy 0 chỗ.", () => text("find-count"));
  await page.uncheck(id("find-capitals"));
  await page.fill(id("replace-by"), "rẫy");
  await page.click(id("replace-one"));
  await until("Thấy 2 chỗ.", () => text("find-count"));
  assert.equal(await page.inputValue(id("cue-2-text")), "Mật này mình quay\nngay tại rẫy,");
  await page.click(id("replace-all"));
  await until("Hoàn tác: thay chữ", () => text("undo"));
  assert.match(await page.inputValue(id("cue-8-text")), /rẫy nhà mình/u);
  assert.match(await text("said"), /Đã thay 2 chỗ/u);
  await until("cue-text-2");
  await page.keyboard.press("Alt+z");
  await until("Hoàn tác: sửa câu 3", () => text("undo"));
  assert.match(await page.inputValue(id("cue-0-text")), /vườn cà phê/u);
  await page.keyboard.press("Control+f");
  await page.fill(id("replace-find"), "hũ nào");
  await page.click(id("find-go"));
  await until("cue-text-7");
  assert.equal(await page.evaluate(() => document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)), "Hũ nào");
});

await walk("captions shift by a typed time, never past the film", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await inCaptions(page);
  await page.focus(id("cue-6-text"));
  await page.keyboard.press("Alt+t");
  await page.waitForSelector(id("shift-by"));
  await page.fill(id("shift-by"), "2");
  await page.keyboard.press("Enter");
  await until((said) => said.includes("Chỉ dời được nhiều nhất 0,6 giây."), () => text("said-now"));
  await page.fill(id("shift-by"), "0,5");
  await page.keyboard.press("Enter");
  await until((said) => said.includes("Đã dời 5 câu muộn hơn 0,5 giây."), () => text("said"));
  await until("Hoàn tác: dời giờ từ câu 7", () => text("undo"));
  assert.equal(await page.textContent("#cue-6 time"), "0:17,7");
  assert.equal(await page.textContent("#cue-5 time"), "0:14,6");
  await until("cue-text-6");
  await page.click(id("undo"));
  await until("0:17,2", () => page.textContent("#cue-6 time"));
});

await walk("a speaker is named, offered again and taken off", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await inCaptions(page);
  await page.focus(id("cue-3-text"));
  await page.keyboard.press("Alt+n");
  await page.waitForSelector(id("speaker-name"));
  await page.fill(id("speaker-name"), "  chị H'Hen ");
  await page.keyboard.press("Enter");
  await until((said) => said.includes("Câu 4: chị H'Hen nói."), () => text("said"));
  await until("cue-text-3");
  assert.match(await page.getAttribute(id("cue-3-text"), "aria-label"), /0:09,7, chị H'Hen nói\./u);
  await until("Hoàn tác: người nói câu 4", () => text("undo"));
  await page.focus(id("cue-4-text"));
  await page.keyboard.press("Alt+n");
  await page.click(id("speaker-0"));
  await until("chị H'Hen", () => page.textContent("#cue-4 .by"));
  await page.keyboard.press("Alt+n");
  await page.click(id("speaker-none"));
  await until((said) => said.includes("Câu 5 không ghi người nói."), () => text("said"));
  assert.equal(await page.locator("#cue-4 .by").count(), 0);
});

await walk("own words are kept, found in the captions, and mended only when asked", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await inCaptions(page);
  await page.focus(id("cue-0-text"));
  await page.keyboard.press("Alt+d");
  await page.waitForSelector(id("dictionary-word"));
  await page.fill(id("dictionary-word"), "Tổ hợp tác");
  await page.fill(id("dictionary-wrong"), "tổ hợp tác");
  await page.keyboard.press("Enter");
  await page.waitForSelector(id("dictionary-0-remove"));
  await page.waitForSelector(id("dictionary-offers"));
  assert.match(await text("said"), /Đã thêm “tổ hợp tác” → “Tổ hợp tác”/u);
  await page.keyboard.press("Escape");
  await until("cue-text-0");
  await page.waitForSelector(id("offers"));
  assert.match(await page.inputValue(id("cue-7-text")), /của tổ hợp tác/u);
  await page.click(id("offers-take"));
  await until("Hoàn tác: thay chữ", () => text("undo"));
  assert.match(await page.inputValue(id("cue-7-text")), /của Tổ hợp tác/u);
  await page.waitForSelector(id("offers"), { state: "detached" });
  await page.focus(id("cue-0-text"));
  await page.keyboard.press("Alt+d");
  await page.click(id("dictionary-0-remove"));
  await until("dictionary-word");
});

await walk("keys are chosen, conflicts said, and set back", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-captions"));
  await page.click(id("help"));
  await page.click(id("key-cue-split"));
  await page.focus(id("key-press"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Alt+h");
  await until((words) => words.includes("Alt + H đang dùng cho: Nghe câu đang mở."), () => page.textContent("#key-words"));
  await page.selectOption(id("key-code"), "KeyX");
  await until((words) => words.includes("Alt + X chưa dùng"), () => page.textContent("#key-words"));
  await page.uncheck(id("key-alt"));
  await until((words) => words.includes("Thêm Alt hoặc Ctrl"), () => page.textContent("#key-words"));
  assert.equal(await page.getAttribute(id("key-give"), "aria-disabled"), "true");
  await page.check(id("key-alt"));
  await page.click(id("key-give"));
  await until("key-cue-split");
  assert.equal(await text("key-cue-split-now"), "Alt + X");
  await page.click(id("step-captions"));
  await page.focus(id("cue-3-text"));
  await page.evaluate(() => document.activeElement.setSelectionRange(17, 17));
  await page.keyboard.press("Alt+s");
  await page.keyboard.press("Alt+x");
  await until("cue-text-4");
  assert.equal(await page.textContent("#cues-title"), "12 câu");
  await page.click(id("help"));
  await page.click(id("keys-reset"));
  await until("Alt + S", () => text("key-cue-split-now"));
  assert.match(await text("said"), /Mọi phím đã như ban đầu/u);
});

await walk("the heard preview is switched by a key and says how it sounds", "welcomed=1&drafts=1", async ({ page, until, text }) => {
  await inCaptions(page);
  await page.focus(id("cue-0-text"));
  await page.keyboard.press("Alt+k");
  await until((said) => said.includes("Nghe thử đã bật"), () => text("said"));
  assert.equal(await page.getAttribute(id("heard"), "aria-pressed"), "true");
  await page.click(id("step-trim"));
  await page.click(id("step-captions"));
  assert.equal(await page.getAttribute(id("heard"), "aria-pressed"), "true");
  await page.keyboard.press("Alt+k");
  await until((said) => said.includes("Nghe thử đã tắt"), () => text("said"));
});

await walk("500 captions: the list tells its size, keys go to its end, typing is kept", "welcomed=1&drafts=1&cues=500", async ({ page, until, text }) => {
  await inCaptions(page);
  assert.equal(await page.locator("ol.cues > li").count(), 500);
  await page.focus(id("cue-0-text"));
  await page.keyboard.press("Alt+End");
  await until("cue-text-499");
  assert.deepEqual(await page.evaluate(() => { const row = document.activeElement.closest("li"); const box = document.activeElement.getBoundingClientRect(); return [row.ariaSetSize, row.ariaPosInSet, box.top >= 0 && box.bottom <= window.innerHeight]; }), ["500", "500", true]);
  await page.keyboard.type("x");
  await until("Hoàn tác: sửa câu 500", () => text("undo"));
});

if (sample) {
  await walk("captions are heard where they come and go", "welcomed=1&drafts=1", async ({ page, until, text }) => {
    await page.evaluate(() => {
      window.heard = [];
      const start = window.OscillatorNode.prototype.start;
      window.OscillatorNode.prototype.start = function (when) {
        const film = document.querySelector("video");
        window.heard.push({ high: this.frequency.value > 600, at: film.currentTime + (when - this.context.currentTime), playing: !film.paused });
        return start.call(this, when);
      };
    });
    await inCaptions(page);
    await page.focus(id("cue-3-text"));
    await page.keyboard.press("Alt+k");
    await until((said) => said.includes("Nghe thử đã bật"), () => text("said"));
    await page.evaluate(() => { window.heard.length = 0; });
    await page.keyboard.press("Alt+h");
    await page.waitForFunction(() => document.querySelector("video").paused === false);
    await page.waitForFunction(() => document.querySelector("video").paused, undefined, { timeout: 9000 });
    const told = await page.evaluate(() => window.heard);
    assert.deepEqual(told.map((one) => one.high), [true, false], JSON.stringify(told));
    for (const [n, at] of [9.7, 11.2].entries()) assert.ok(Math.abs(told[n].at - at) < 0.06, `${told[n].at} for ${at}`);
  });
}

await end();
