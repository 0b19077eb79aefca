// The trim room with the keyboard alone, in the real window: borders set where the film stands, typed and
// nudged, parts split, every act said in the live region, every act taken back after a restart.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";
import { Key } from "./webdriver.mjs";

const axe = readFileSync(join(import.meta.dirname, "..", "..", "ui", "node_modules", "axe-core", "axe.min.js"), "utf8");
const FRAME_US = 1_000_000 / 30;

let studio;
let draft;
let first;

const cuts = () => mang("draft", "show", draft).json.draft.cuts;
const part = (index) => cuts().parts[index];
const words = (id) => studio.driver.run(`return document.querySelector('[data-testid="${id}"]').textContent.replace(/\\u00a0$/u, "")`);

/** Waits for what the live region says, and gives it. */
async function said(pattern, id = "said") {
  await studio.until(`${id} ${pattern}`, `${pattern}.test(document.querySelector('[data-testid="${id}"]').textContent)`, 15);
  return words(id);
}

async function tabTo(id, most = 120) {
  for (let step = 0; step <= most; step += 1) {
    if ((await studio.focused()).id === id) {
      const seen = await studio.driver.run(`const box = document.activeElement.getBoundingClientRect();
        return { inside: box.bottom > 0 && box.top < innerHeight, ring: document.activeElement.matches(":focus-visible") }`);
      assert.deepEqual(seen, { inside: true, ring: true }, `${id} shows that it has the focus`);
      return;
    }
    await studio.driver.type(Key.Tab);
  }
  throw new Error(`Tab does not reach ${id}; the focus is on ${JSON.stringify(await studio.focused())}`);
}

/** Moves the film from where it stands, a tenth of a second for each key. */
async function forward(tenths) {
  await tabTo("position");
  await studio.driver.type(...Array(tenths).fill(Key.Right));
}

/** Opens a part by keys and stands at its beginning. */
async function open(index) {
  for (let tries = 0; tries < 60; tries += 1) {
    const now = await studio.driver.run("return [...document.querySelectorAll('.seg')].findIndex((one) => one.ariaCurrent === 'true')");
    if (now === index) break;
    await studio.driver.chord(Key.Alt, now < index ? Key.PageDown : Key.PageUp);
  }
  // Once more to and fro, so that the film stands at its beginning.
  await studio.driver.chord(Key.Alt, Key.PageDown);
  await studio.driver.chord(Key.Alt, Key.PageUp);
  await said(new RegExp(`Đoạn ${index + 1}: `, "u"));
}

/** Kept share of a range, 0 to 1. */
const keptOf = (range, list = cuts()) =>
  list.parts.filter((one) => one.kept).reduce((sum, one) => sum + Math.max(0, Math.min(one.end_us, range.end_us) - Math.max(one.start_us, range.start_us)), 0) / (range.end_us - range.start_us);

const near = (got, want, what) => assert.ok(Math.abs(got - want) <= FRAME_US, `${what}: ${got} µs, wanted ${want}`);

before(async () => {
  studio = await Studio.start(clip());
  await studio.welcome();
  await studio.sees("cue-0-text", 90);
  [{ id: draft }] = mang("draft", "list").json.drafts;
});

after(() => studio?.end());

test("the list comes first, the picture of the sound after it and hidden", async () => {
  await studio.driver.chord(Key.Alt, "3");
  await studio.sees("part-2", 60);
  await studio.until("the picture", "document.querySelectorAll('.wv rect:not(.open)').length > 10", 20);
  first = cuts();
  const order = await studio.driver.run(`const [list, wave] = [document.querySelector(".list ol"), document.querySelector(".wv")];
    return { after: Boolean(list.compareDocumentPosition(wave) & Node.DOCUMENT_POSITION_FOLLOWING), hidden: wave.ariaHidden, heights: new Set([...wave.querySelectorAll("rect:not(.open)")].map((one) => one.getAttribute("height"))).size }`);
  assert.equal(order.after, true);
  assert.equal(order.hidden, "true");
  assert.ok(order.heights > 10, `${order.heights} heights: loud and quiet differ`);
  assert.equal(await studio.driver.run("return document.querySelectorAll('[draggable=true]').length"), 0);
});

test("[ and ] set the borders of the open part where the film stands, and say so", async () => {
  const index = first.parts.findIndex((one, n) => n > 0 && one.kept && one.end_us - one.start_us > 2_500_000);
  assert.ok(index > 0, "a kept part with room");
  await open(index);
  assert.equal((await studio.focused()).id, `part-${index}-toggle`);
  const { start_us, end_us } = first.parts[index];
  await forward(4);
  await studio.driver.type("[");
  assert.match(await said(/Đầu đoạn/u), new RegExp(`^Đầu đoạn ${index + 1}: \\d:\\d\\d,\\d+; bỏ bớt 0,\\d+ giây\\.$`, "u"));
  near(part(index).start_us, start_us + 400_000, "the start");
  assert.equal((await studio.focused()).id, "position", "the focus stays");
  await forward(10);
  await studio.driver.type("]");
  await said(/Cuối đoạn \d+: .*; bỏ bớt/u);
  near(part(index).end_us, start_us + 1_400_000, "the end");
  assert.equal(part(index + 1).start_us, part(index).end_us, "the part beside it takes the time");
  assert.equal(part(index + 1).end_us, first.parts[index + 1].end_us);
  assert.ok(end_us > part(index).end_us);
});

test("steps of a tenth, a second and a frame, earlier and later", async () => {
  const index = await studio.driver.run("return [...document.querySelectorAll('.seg')].findIndex((one) => one.ariaCurrent === 'true')");
  const from = part(index);
  await studio.driver.chord(Key.Alt, "[");
  await said(/Đầu đoạn \d+: .*; giữ thêm 0,1 giây/u);
  assert.equal(part(index).start_us, from.start_us - 100_000);
  await studio.driver.chord(Key.Alt, "]");
  await said(/Đầu đoạn \d+: .*; bỏ bớt 0,1 giây/u);
  await studio.driver.chord(Key.Alt, Key.Shift, "[");
  await said(/Cuối đoạn \d+: .*; bỏ bớt 0,1 giây/u);
  assert.equal(part(index).end_us, from.end_us - 100_000);
  await studio.driver.chord(Key.Alt, "\\");
  await said(/Mỗi lần nhích 1 giây/u);
  await studio.driver.chord(Key.Alt, Key.Shift, "]");
  await said(/Cuối đoạn \d+: .*; giữ thêm 1 giây/u);
  assert.equal(part(index).end_us, from.end_us + 900_000);
  await studio.driver.chord(Key.Alt, "\\");
  await said(/Mỗi lần nhích 1 hình/u);
  await studio.driver.chord(Key.Alt, "]");
  await said(/Đầu đoạn \d+: .*; bỏ bớt 0,03\d giây/u);
  assert.ok(Math.abs(part(index).start_us - from.start_us - FRAME_US) <= 1, "one frame later");
});

test("a typed time is taken, a time beyond its room is cut short and said, nonsense is refused", async () => {
  const index = await studio.driver.run("return [...document.querySelectorAll('.seg')].findIndex((one) => one.ariaCurrent === 'true')");
  const { start_us } = part(index);
  await tabTo(`part-${index}-fine`);
  await studio.driver.type(Key.Enter);
  const field = `part-${index}-start-time`;
  await tabTo(field);
  const typed = (start_us + 250_000) / 1e6;
  await studio.driver.chord(Key.Control, "a");
  await studio.driver.type(typed.toFixed(2).replace(".", ","), Key.Enter);
  await said(/Đầu đoạn \d+: .*; bỏ bớt 0,\d+ giây/u);
  near(part(index).start_us, Number(typed.toFixed(2)) * 1e6, "the typed start");
  await studio.driver.chord(Key.Control, "a");
  await studio.driver.type("hai phút", Key.Enter);
  await said(/Chưa hiểu giờ này/u, "said-now");
  assert.equal(await studio.driver.run(`return document.querySelector('${at(field)}').ariaInvalid`), "true");
  assert.match(await studio.driver.run(`return document.getElementById(document.querySelector('${at(field)}').getAttribute("aria-describedby")).innerText`), /0:12,5/u);
  await studio.driver.type("[");
  assert.match(await studio.value(field), /\[$/u, "brackets are letters in a text field");
  await studio.driver.type(Key.Escape);
  await studio.driver.chord(Key.Control, "a");
  await studio.driver.type("99:00", Key.Tab);
  await said(/Tới đây là hết chỗ/u);
  const now = part(index);
  assert.ok(now.start_us < now.end_us, "the part keeps time");
  assert.equal((await studio.focused()).id, `part-${index}-start-earlier`, "the focus went on");
  await studio.driver.chord(Key.Control, "z");
  await said(/Đã hoàn tác: dời mốc đoạn/u);
});

test("the open row is right for everybody: names, contrast, targets, a narrow window", async () => {
  await studio.driver.run(`if (!window.axe) { ${axe} } return null`);
  for (const theme of ["light", "dark", "contrast"]) {
    await studio.driver.run(`document.documentElement.dataset.theme = "${theme}"; return null`);
    await studio.still();
    await studio.shot(`trim-open-${theme}`);
    const found = await studio.driver.run(`return axe.run(document, {
        runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
      }).then((all) => all.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))`);
    assert.deepEqual(found, [], theme);
  }
  await studio.driver.run(`document.documentElement.dataset.theme = "light"; return null`);
  const small = await studio.driver.run(`return [...document.querySelectorAll(".seg.now button, .seg.now input")]
      .map((one) => (one.closest("label") ?? one).getBoundingClientRect())
      .filter((box) => box.height > 0 && (Math.round(box.height) < 44 || Math.round(box.width) < 44)).length`);
  assert.equal(small, 0, "targets under 44 px");
  await studio.driver.resize(360, 740);
  await studio.until("the narrow window", "innerWidth <= 400", 10);
  await studio.driver.run("document.querySelector('.seg.now .more').scrollIntoView(); return null");
  await studio.shot("trim-open-360");
  const wide = await studio.driver.run(`return { by: document.scrollingElement.scrollWidth - innerWidth,
      low: [...document.querySelectorAll(".seg")].filter((one) => one.scrollHeight > one.clientHeight + 1).length,
      cut: [...document.querySelectorAll("main *")].filter((one) => one.offsetParent !== null && one.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(one).clipPath === "none").length }`);
  await studio.driver.resize(1280, 800);
  await studio.until("the wide window", "innerWidth >= 1200", 10);
  assert.deepEqual(wide, { by: 0, low: 0, cut: 0 });
});

test("a part is split and its half removed; the edges of the film are cut off", async () => {
  const index = cuts().parts.findIndex((one) => one.kept && one.end_us - one.start_us > 1_500_000);
  await open(index);
  await forward(5);
  const many = cuts().parts.length;
  await studio.driver.chord(Key.Alt, "s");
  await said(new RegExp(`Đã tách ở .* thành đoạn ${index + 1} và đoạn ${index + 2}`, "u"));
  assert.equal(cuts().parts.length, many + 1);
  assert.equal(part(index).kept, part(index + 1).kept);
  await studio.driver.type(Key.Delete);
  await said(new RegExp(`Đoạn ${index + 2}: bỏ`, "u"));
  assert.equal(part(index + 1).kept, false);
  assert.equal((await studio.focused()).id, `part-${index + 1}-toggle`);
  await open(0);
  await forward(2);
  const kept = part(0).kept;
  await studio.driver.chord(Key.Alt, "i");
  await said(/Đầu đoạn 2: 0:00,[12]/u);
  assert.equal(part(0).kept, !kept, "what lies before is of the other state");
  assert.equal(part(1).kept, kept);
});

test("captions and words are ticked off and on, one by one", async () => {
  const before = cuts();
  const cues = mang("draft", "show", draft).json.draft.captions.cues;
  const which = cues.findIndex((cue, n) => n > 0 && cue.words.length > 2 && cue.words.every((word) => keptOf(word) > 0.9));
  assert.ok(which > 0, "a caption with words that stays");
  await tabTo("by-parts");
  await studio.driver.type(Key.Right);
  await studio.sees(`line-${which}-keep`);
  await tabTo(`line-${which}-keep`);
  await studio.driver.type(Key.Space);
  await said(/”: bỏ\. Phim còn/u);
  assert.ok(cues[which].words.every((word) => keptOf(word) < 0.1), "all its words are gone");
  assert.ok(cues.every((cue, n) => n === which || cue.words.every((word) => keptOf(word) === keptOf(word, before))), "and no other word is touched");
  assert.equal((await studio.focused()).id, `line-${which}-keep`);
  await tabTo(`line-${which}-words`);
  await studio.driver.type(Key.Enter);
  await tabTo(`word-${which}-1`);
  await studio.driver.type(Key.Space);
  await said(/”: giữ lại\. Phim còn/u);
  assert.deepEqual(cues[which].words.map((word) => keptOf(word) > 0.5), cues[which].words.map((_, n) => n === 1));
  await studio.until("half ticked", `document.querySelector('${at(`line-${which}-keep`)}').indeterminate`, 5);
  await studio.shot("trim-words");
  await tabTo("by-words");
  await studio.driver.type(Key.Left);
  await studio.sees("part-0");
});

test("everything is taken back, step by step, after the program was started anew", async () => {
  const last = cuts();
  assert.notDeepEqual(last, first);
  await studio.end();
  studio = await Studio.start();
  await studio.press("resume");
  await studio.sees("part-0", 60);
  assert.deepEqual(cuts(), last, "nothing was lost");
  let steps = 0;
  while (JSON.stringify(cuts()) !== JSON.stringify(first)) {
    assert.ok(steps < 40, "undo comes to an end");
    const before = JSON.stringify(cuts());
    await studio.driver.chord(Key.Control, "z");
    for (let waited = 0; JSON.stringify(cuts()) === before; waited += 1) assert.ok(waited < 100, "the undo arrives");
    await said(/Đã hoàn tác: (dời|bỏ|giữ|tách)/u);
    steps += 1;
  }
  assert.ok(steps >= 13, `${steps} steps`);
  await studio.shot("trim-undone");
});
