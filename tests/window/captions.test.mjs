// The captions room with the keyboard alone, in the real window: every act by a key while the focus stands in the
// text, said in the live region, kept by the program; all of it taken back after a restart.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";
import { Key } from "./webdriver.mjs";

const axe = readFileSync(join(import.meta.dirname, "..", "..", "ui", "node_modules", "axe-core", "axe.min.js"), "utf8");

let studio;
let draft;
let first;

const cues = () => mang("draft", "show", draft).json.draft.captions.cues;
const label = (index) => studio.driver.run(`return document.querySelector('${at(`cue-${index}-text`)}').getAttribute("aria-label")`);
const press = (...keys) => studio.driver.chord(Key.Alt, ...keys);

/** Waits for what the live region says, and gives it. */
async function said(pattern, id = "said") {
  await studio.until(`${id} ${pattern}`, `${pattern}.test(document.querySelector('[data-testid="${id}"]').textContent)`, 20);
  return studio.driver.run(`return document.querySelector('[data-testid="${id}"]').textContent`);
}

const focus = (id) => studio.until(`the focus on ${id}`, `document.activeElement.id === "${id}"`, 10);

before(async () => {
  studio = await Studio.start(clip());
  await studio.welcome();
  await studio.sees("cue-1-text", 120);
  [{ id: draft }] = mang("draft", "list").json.drafts;
  first = cues();
  assert.ok(first.length >= 3, `${first.length} captions to work with`);
});

after(() => studio?.end());

test("a row's name tells number, time and state; keys go from row to row", async () => {
  await studio.driver.click(at("cue-0-text"));
  await press(Key.Down);
  await focus("cue-text-1");
  assert.match(await label(1), new RegExp(`^Câu 2 trên ${first.length}, \\d+:\\d\\d,\\d\\. (Đọc vừa|Hơi nhanh|Quá nhanh|Hiện|Dòng|Quá)`, "u"));
  const place = await studio.driver.run("const row = document.activeElement.closest('li'); return [row.getAttribute('aria-setsize'), row.getAttribute('aria-posinset')]");
  assert.deepEqual(place, [String(first.length), "2"]);
  await press(Key.Up);
  await focus("cue-text-0");
});

test("ends are nudged and said while the focus stands in the text; the program keeps them", async () => {
  await press(Key.Shift, "[");
  await said(/Cuối câu 1: /u);
  assert.equal(cues()[0].end_us, first[0].end_us - 100_000);
  await press("\\");
  await said(/Mỗi lần nhích 1 giây/u);
  await press("\\");
  await said(/Mỗi lần nhích 1 hình/u);
  await press(Key.Shift, "]");
  await studio.until("a frame more", "/^Cuối câu 1: /u.test(document.querySelector('[data-testid=said]').textContent)", 10);
  assert.ok(Math.abs(cues()[0].end_us - first[0].end_us + 100_000) <= 34_000, "one frame later");
  await focus("cue-text-0");
});

test("split at the cursor, joined again, deleted and brought back", async () => {
  const length = cues().length;
  await studio.driver.run(`const field = document.activeElement; field.setSelectionRange(field.value.search(/\\s/u) + 1, field.value.search(/\\s/u) + 1); return null`);
  await press("s");
  await said(/Đã tách câu 1 thành hai/u);
  assert.equal(cues().length, length + 1);
  await focus("cue-text-1");
  await press(Key.Shift, "m");
  await said(/Đã gộp vào câu 1/u);
  assert.equal(cues().length, length);
  await focus("cue-text-0");
  const gone = cues()[0];
  await press(Key.Delete);
  await said(/Đã xoá câu 1/u);
  assert.equal(cues().length, length - 1);
  await press(Key.Shift, Key.Delete);
  await said(/Đã lấy lại, giờ là câu 1/u);
  assert.deepEqual(cues()[0], gone);
});

test("a speaker and a word of one's own are typed and kept", async () => {
  await press("n");
  await focus("speaker-name");
  await studio.driver.type("Chị Mai", Key.Enter);
  await said(/Câu 1: Chị Mai nói/u);
  assert.equal(cues()[0].speaker, "Chị Mai");
  await focus("cue-text-0");
  await press("d");
  await focus("dictionary-word");
  await studio.driver.type("Tủa Chùa", Key.Enter);
  await studio.sees("dictionary-0-remove", 20);
  await studio.driver.type(Key.Escape);
  await focus("cue-text-0");
});

test("words are found without their marks and replaced as one edit", async () => {
  await studio.driver.chord(Key.Control, "f");
  await focus("replace-find");
  await studio.driver.type("xin chao");
  await studio.driver.run(`document.querySelector('${at("find-any-marks")}').click(); return null`);
  await studio.until("a place", `document.querySelector('${at("find-place")}') !== null`, 10);
  await studio.shot("captions-found");
  await studio.driver.type(Key.Escape);
  await focus("cue-text-0");
});

test("the heard preview is switched on by a key, and says how it sounds", async () => {
  await press("k");
  await said(/Nghe thử đã bật: tiếng cao khi câu hiện/u);
});

test("the open row is right for everybody: names, contrast, targets", async () => {
  await studio.driver.run(`document.querySelector('${at("cue-0-fine")}').click(); return null`);
  await studio.sees("cue-0-start-time", 10);
  await studio.driver.run(`if (!window.axe) { ${axe} } return null`);
  for (const theme of ["light", "dark", "contrast"]) {
    await studio.driver.run(`document.documentElement.dataset.theme = "${theme}"; return null`);
    await studio.still();
    await studio.shot(`captions-open-${theme}`);
    const found = await studio.driver.run(`return axe.run(document, {
        runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
      }).then((all) => all.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))`);
    assert.deepEqual(found, [], theme);
  }
  await studio.driver.run(`document.documentElement.dataset.theme = "light"; return null`);
});

test("after a restart words and choices are there, and every edit is taken back", async () => {
  const last = cues();
  assert.notDeepEqual(last, first);
  await studio.end();
  studio = await Studio.start();
  await studio.press("resume");
  await studio.sees("cue-0-text", 60);
  assert.deepEqual(cues(), last, "nothing was lost");
  assert.equal(await studio.driver.run(`return document.querySelector('${at("heard")}').ariaPressed`), "true");
  await studio.driver.click(at("cue-0-text"));
  await press("d");
  await studio.sees("dictionary-0-remove", 20);
  await studio.driver.type(Key.Escape);
  await focus("cue-text-0");
  for (let steps = 0; JSON.stringify(cues()) !== JSON.stringify(first); steps += 1) {
    assert.ok(steps < 20, "undo comes to an end");
    const before = JSON.stringify(cues());
    await press("z");
    for (let waited = 0; JSON.stringify(cues()) === before; waited += 1) assert.ok(waited < 100, "the undo arrives");
  }
  await studio.shot("captions-undone");
});
