// The captions room while it listens and what it proposes after: sentences come as they are heard and go again when
// stopped; findings, offers, notes on the script and removed lines are answered by keys, and each answer taken back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";
import { Key } from "./webdriver.mjs";

const axe = readFileSync(join(import.meta.dirname, "..", "..", "ui", "node_modules", "axe-core", "axe.min.js"), "utf8");

let studio;
let draft;

const shown = () => mang("draft", "show", draft).json.draft;
const cues = () => shown().captions.cues;
const press = (...keys) => studio.driver.chord(Key.Alt, ...keys);
const focus = (id) => studio.until(`the focus on ${id}`, `document.activeElement.id === "${id}"`, 10);
const count = (id) => studio.driver.run(`return document.querySelectorAll('[data-testid^="${id}"]').length`);

async function said(pattern, id = "said") {
  await studio.until(`${id} ${pattern}`, `${pattern}.test(document.querySelector('[data-testid="${id}"]').textContent)`, 20);
}

/** Remembers the sentences that were shown while it listened, and what was told of them. */
const watch = `window.seen = { most: 0, told: [] };
  new MutationObserver(() => {
    window.seen.most = Math.max(window.seen.most, document.querySelectorAll('[data-testid^="coming-"]').length);
    const said = document.querySelector('[data-testid="said"]')?.textContent ?? "";
    if (/^Đã nghe ra/u.test(said) && window.seen.told.at(-1) !== said) window.seen.told.push(said);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  return null`;

/** The clip over and over, so that listening takes a while. */
function longClip() {
  const file = join(process.env.SCRATCH, "phim dài.mp4");
  execFileSync("ffmpeg", ["-v", "error", "-y", "-stream_loop", "11", "-i", clip(), "-c", "copy", file]);
  return file;
}

const newest = () => mang("draft", "list").json.drafts[0].id;

before(async () => {
  studio = await Studio.start(longClip());
  await studio.driver.run(watch);
  await studio.welcome();
});

after(() => studio?.end());

test("sentences are shown as they are heard, and not each of them is told", async () => {
  await studio.sees("coming-0", 120);
  const row = await studio.driver.run(`return document.querySelector('${at("coming-0")}').innerText`);
  assert.match(row, /\d:\d\d,\d[\s\S]*còn đang nghe/u);
  await studio.shot("captions-coming");
  await studio.sees("cue-1-text", 120);
  draft = newest();
  const { most, told } = await studio.driver.run("return window.seen");
  assert.ok(most >= 2, `${most} sentences were shown`);
  assert.ok(told.length >= 1 && told.length < most, `${told.length} of ${most} were told`);
  assert.equal(await count("coming-"), 0, "they are captions now");
});

test("a stop keeps nothing half: the captions are those from before", async () => {
  const before = shown();
  await studio.press("captions-again");
  await studio.press("menu-speech");
  await studio.sees("coming-0", 120);
  await studio.press("stop");
  await studio.sees("cue-1-text", 30);
  assert.equal(await count("coming-"), 0);
  assert.deepEqual(shown(), before);
});

test("a short film gets its captions", async () => {
  await studio.end();
  studio = await Studio.start(clip());
  await studio.sees("cue-1-text", 120);
  draft = newest();
});

test("a finding stands in its row with what mends it, one key mends it, undo takes it back", async () => {
  await studio.press("cue-1-text");
  await studio.driver.chord(Key.Control, "a");
  await studio.driver.type("Mật ong rừng của nhà mình thơm lắm các bạn ơi, mời các bạn ăn thử");
  await studio.sees("cue-1-mend-0", 30);
  await studio.until("the row's name tells it", `/điều nên sửa/u.test(document.querySelector('${at("cue-1-text")}').getAttribute("aria-label")) || /Dòng/u.test(document.querySelector('${at("cue-1-text")}').getAttribute("aria-label"))`, 20);
  await studio.shot("captions-finding");
  const before = JSON.stringify(cues());
  await press("u");
  await said(/Đã sửa câu 2: /u);
  assert.notEqual(JSON.stringify(cues()), before);
  await press("z");
  await studio.until("undone", `/Hoàn tác: sửa câu 2/u.test(document.querySelector('${at("undo")}').innerText)`, 20);
  assert.equal(JSON.stringify(cues()), before);
});

test("a price in words is offered in figures, and taken only when asked", async () => {
  const index = cues().findIndex((cue) => /một trăm năm/u.test(cue.text));
  assert.ok(index >= 0, "a price is said");
  await studio.press(`cue-${index}-text`);
  await studio.sees(`cue-${index}-offer-0`, 20);
  assert.doesNotMatch(cues()[index].text, /150\.000đ/u);
  await press("g");
  await said(/Đã dùng gợi ý/u);
  assert.match(cues()[index].text, /150\.000đ/u);
  await focus(`cue-text-${index}`);
});

test("words are grouped anew for slow readers; what was typed stays as it is", async () => {
  const typed = cues()[1];
  assert.equal(typed.from, "hand");
  await press("r");
  await studio.press("flow-kind-easy");
  await studio.shot("captions-flow");
  await studio.press("flow-take");
  await said(/Đã chia lại: Dễ đọc/u);
  const { reading, captions } = shown();
  assert.equal(reading, "easy");
  const words = (cue) => cue.text.split(/\s+/u).join(" ");
  assert.ok(captions.cues.some((cue) => words(cue) === words(typed) && cue.start_us === typed.start_us && cue.end_us === typed.end_us));
  assert.ok(captions.cues.some((cue) => /150\.000đ/u.test(cue.text)));
});

test("notes on the script show both versions and are answered by keys", async () => {
  const script = [
    "Xin chào các bạn, mình là Lan đây.", "Hôm nay mình giới thiệu mật ong rừng của nhà mình.", "Mật ong này rất thơm, giúp giảm cân trong mười ngày.",
    "Giá chỉ 150.000đ một hộp.", "Nhà mình có gửi xe khách đi các tỉnh.", "Mua hai chai tặng một chai.", "Bấm vào giỏ hàng để mua mật ong rừng nhé.", "Cảm ơn cả nhà đã xem video.",
  ].join("\n");
  await studio.end();
  // The same film with a script that says something else in two places, and a line that was taken out.
  const file = join(process.env.SCRATCH, "draft.json");
  mang("draft", "export", "-o", file, draft);
  const kept = JSON.parse(readFileSync(file, "utf8"));
  const inside = kept.draft ?? kept;
  inside.title = "Mật ong, lần hai";
  inside.script = { scenes: [{ title: "Tất cả", say: script, shoot: "" }] };
  const word = (text, n) => ({ start_us: 500_000 + 200_000 * n, end_us: 680_000 + 200_000 * n, text, probability: 0.4 });
  inside.transcript.removed = [{ reason: "phantom", words: ["Hãy", "đăng", "ký", "kênh"].map(word) }];
  writeFileSync(file, JSON.stringify(kept));
  draft = mang("draft", "import", file).json.id;
  studio = await Studio.start();
  await studio.press("resume");
  await studio.press("step-captions");
  await studio.sees("cue-1-text", 60);

  // The removed line first: a new look at the sound would find its own.
  await studio.press("cue-1-text");
  await press(Key.Shift, "l");
  await studio.sees("advice-0-restore", 20);
  await studio.shot("captions-removed");
  assert.match(await studio.driver.run(`return document.querySelector('${at("advice-0")}').innerText`), /Hãy đăng ký kênh[\s\S]*tự bịa/u);
  await studio.press("advice-0-restore");
  await said(/Đã đưa câu đó lại/u);
  assert.ok(cues().some((cue) => /Hãy đăng ký kênh/u.test(cue.text.replace(/\s+/gu, " "))));
  assert.equal(shown().transcript.removed.length, 0);
  await studio.driver.type(Key.Escape);
  await studio.goes("advice-close");

  await studio.press("captions-again");
  await studio.press("menu-script");
  await studio.goes("cue-1-text", 30);
  await studio.sees("cue-1-text", 120);
  const notes = () => shown().transcript.notes;
  const differs = notes().filter((note) => note.kind === "differs");
  assert.ok(differs.length >= 2, JSON.stringify(notes()));
  await studio.press("cue-0-text");
  await studio.sees("cue-0-note-0-spoken", 20);
  const beside = await studio.driver.run(`return document.querySelector('${at("cue-0-marks")}').innerText`);
  assert.match(beside, /Kịch bản[\s\S]*Lan[\s\S]*Đã nói[\s\S]*Mai/u);
  await studio.shot("captions-note");
  const length = notes().length;
  await press("w");
  await said(/Đã dùng lời đã nói/u);
  assert.match(cues()[0].text, /Mai/u);
  assert.equal(notes().length, length - 1);
  await focus("cue-text-0");
  await press("l");
  await studio.press("advice-kind-notes");
  await studio.sees("advice-0-leave", 20);
  await studio.driver.run(`if (!window.axe) { ${axe} } return null`);
  for (const theme of ["light", "dark", "contrast"]) {
    await studio.driver.run(`document.documentElement.dataset.theme = "${theme}"; return null`);
    await studio.still();
    await studio.shot(`captions-advice-${theme}`);
    const found = await studio.driver.run(`return axe.run(document, {
        runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
      }).then((all) => all.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))`);
    assert.deepEqual(found, [], theme);
  }
  await studio.press("advice-0-leave");
  await said(/Đã để vậy|Đã giữ chữ kịch bản/u);
  assert.equal(notes().length, length - 2);
  await studio.driver.type(Key.Escape);
});
