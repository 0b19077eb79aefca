// English under the captions: offered when a model translates, labelled machine-made until a person confirms it, one
// by one or all, written by hand, taken back, and exported as files of its own.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";
import { Key } from "./webdriver.mjs";

const axe = readFileSync(join(import.meta.dirname, "..", "..", "ui", "node_modules", "axe-core", "axe.min.js"), "utf8");

let studio;
let draft;

const cues = () => mang("draft", "show", draft).json.draft.captions.cues;
const english = () => cues().map((cue) => cue.translation ?? null);
const press = (...keys) => studio.driver.chord(Key.Alt, ...keys);

async function said(pattern) {
  await studio.until(`said ${pattern}`, `${pattern}.test(document.querySelector('[data-testid="said"]').textContent)`, 20);
}

before(async () => {
  studio = await Studio.start(clip());
  await studio.welcome();
  await studio.sees("cue-1-text", 120);
  [{ id: draft }] = mang("draft", "list").json.drafts;
});

after(() => studio?.end());

test("a machine writes English under each caption, and says that nobody has seen it", async () => {
  const before = cues();
  await studio.press("cue-0-text");
  await press("y");
  await studio.press("english-make");
  await studio.sees("cue-0-en", 120);
  await said(/Đã có tiếng Anh dưới \d+ câu, máy dịch, chưa ai xem/u);
  const made = english();
  assert.ok(made.filter(Boolean).length >= before.length / 2, JSON.stringify(made));
  assert.ok(made.filter(Boolean).every((one) => one.machine_made && one.text.trim() !== ""));
  assert.deepEqual(cues().map((cue) => [cue.text, cue.start_us, cue.end_us]), before.map((cue) => [cue.text, cue.start_us, cue.end_us]), "the captions are as they were");
  assert.match(await studio.driver.run(`return document.querySelector('${at("cue-0-en")}').getAttribute("aria-label")`), /^Tiếng Anh của câu 1\. Máy dịch, chưa ai xem$/u);
  await studio.shot("captions-english");
});

test("one is confirmed by a key, one by writing it; a second translation leaves both", async () => {
  await studio.press("cue-0-en");
  await press("c");
  await said(/Đã xác nhận câu 1\. Còn \d+ câu chưa ai xem/u);
  assert.equal(english()[0].machine_made, false);
  await studio.press("cue-1-en");
  await studio.driver.chord(Key.Control, "a");
  await studio.driver.type("Wild honey from our forest");
  await studio.press("cue-2-text");
  await studio.until("saved", `/Hoàn tác: sửa tiếng Anh câu 2/u.test(document.querySelector('${at("undo")}').innerText)`, 20);
  const mine = english().slice(0, 2);
  assert.deepEqual(mine[1], { text: "Wild honey from our forest", machine_made: false });
  await press("y");
  await studio.press("english-make");
  await studio.goes("cue-0-en", 30);
  await studio.sees("cue-0-en", 120);
  assert.deepEqual(english().slice(0, 2), mine);
});

test("split and joined captions keep their English", async () => {
  const before = english()[1];
  await studio.press("cue-1-text");
  await press("s");
  await said(/Đã tách câu 2 thành hai/u);
  const [, first, second] = english();
  assert.equal(`${first.text} ${second.text}`, before.text);
  await studio.until("the focus on the second half", `document.activeElement.id === "cue-text-2"`, 10);
  await press(Key.Shift, "m");
  await said(/Đã gộp vào câu 2/u);
  assert.deepEqual(english()[1], before);
});

test("the page with English is right for everybody", async () => {
  await studio.press("cue-2-en");
  await studio.driver.run(`if (!window.axe) { ${axe} } return null`);
  for (const theme of ["light", "dark", "contrast"]) {
    await studio.driver.run(`document.documentElement.dataset.theme = "${theme}"; return null`);
    await studio.still();
    await studio.shot(`captions-english-${theme}`);
    const found = await studio.driver.run(`return axe.run(document, {
        runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
      }).then((all) => all.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))`);
    assert.deepEqual(found, [], theme);
  }
  await studio.driver.run(`document.documentElement.dataset.theme = "light"; return null`);
});

test("captions are saved as a file, and what it cannot hold is said", async () => {
  await studio.press("cue-0-text");
  await press(Key.Shift, "s");
  await studio.press("export-track-english");
  for (const [ending, held] of [["txt", /Không giữ giờ/u], ["srt", /Tệp này giữ đủ mọi thứ/u]]) {
    await studio.driver.run(`const pick = document.querySelector('${at("export-format")}');
      Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set.call(pick, "${ending}");
      pick.dispatchEvent(new Event("change", { bubbles: true }));
      return null`);
    await studio.press("export-save");
    await studio.until(`saved as ${ending}`, `/\\.en\\.${ending}/u.test(document.querySelector('${at("export-made")}')?.innerText ?? "")`, 30);
    assert.match(await studio.text("export-made"), held);
    await said(/Đã lưu \d+ câu: /u);
  }
  await studio.shot("captions-export");
  const folder = `${process.env.HOME}/Videos/Măng`;
  const txt = readdirSync(folder).find((file) => file.endsWith(".en.txt"));
  assert.match(readFileSync(join(folder, txt), "utf8"), /Wild honey from our forest/u);
  await studio.driver.type(Key.Escape);
});

test("all are confirmed, undo takes it back, and the film gets files of their own", async () => {
  const before = english();
  await press("y");
  await studio.press("english-confirm-all");
  await said(/Đã xác nhận cả bản dịch/u);
  assert.ok(english().filter(Boolean).every((one) => !one.machine_made));
  await press("z");
  await studio.until("undone", `!/xác nhận cả/u.test(document.querySelector('${at("undo")}').innerText)`, 20);
  assert.deepEqual(english(), before);
  await studio.press("step-finish");
  await studio.sees("gets-english", 20);
  assert.match(await studio.text("gets-english"), /\d+ câu máy dịch, chưa ai xem/u);
  await studio.press("finish-start");
  await studio.goes("finish-start", 20);
  await studio.sees("finish-again", 240);
  const folder = `${process.env.HOME}/Videos/Măng`;
  const files = readdirSync(folder, { recursive: true }).map(String);
  const srt = files.find((file) => file.endsWith(".en.srt"));
  assert.ok(srt && files.some((file) => file.endsWith(".en.vtt")), files.join(", "));
  assert.match(readFileSync(join(folder, srt), "utf8"), /Wild honey from our\s+forest/u);
});
