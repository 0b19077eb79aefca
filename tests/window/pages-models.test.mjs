// The page of speech models by keys alone: how much of the line is taken, fetching, pausing, going on,
// throwing away, bringing the voice detector from a stick, removing.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server, file, writeCatalogue } from "./offered.mjs";
import { Studio, at, mang } from "./studio.mjs";
import { Walk } from "./walk.mjs";
import { Key } from "./webdriver.mjs";

const { MANG_HOME, SCRATCH } = process.env;
const server = new Server();
const QUESTION = '[role="alertdialog"], [role="alertdialog"] *, [role="dialog"], [role="dialog"] *';
let studio, walk;

const open = async () => {
  studio = await Studio.start();
  walk = new Walk(studio);
};
const toModels = async () => {
  await walk.enter("help");
  await studio.sees("models-open");
  await walk.enter("models-open");
  await studio.sees("model-shelf");
  await walk.stands("the page's title", "h1");
};
const chosen = () => studio.driver.run(`return document.querySelector('[data-testid="line"] input:checked').value`);
const kept = () => studio.driver.run(`return Number(/(\\d+)/u.exec(document.querySelector('[data-testid="model-fetching"] b')?.innerText ?? "0")?.[1] ?? 0)`);

before(async () => {
  server.slow = false;
  writeCatalogue(await server.start());
  await open();
  await studio.sees("welcome-done");
  await walk.enter("welcome-done");
  await studio.sees("open-clip");
  await walk.listen();
});

after(async () => {
  await studio?.end();
  server.close();
});

test("what is read late grows above the focus and does not push it off the screen", async () => {
  const grow = () => studio.driver.run(`const late = document.createElement("p"); late.style.blockSize = "900px"; late.className = "late";
    document.querySelector('[data-testid="models"]').before(late); return null`);
  const shown = `(() => { const box = document.activeElement.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; })()`;
  await walk.enter("help");
  await walk.to("models-open");
  await grow();
  await studio.driver.settle();
  await studio.until("the focus on the screen", shown, 5);
  await studio.driver.run("document.activeElement.closest('.scroll').scrollTop = 0; return null");
  await studio.driver.settle();
  await grow();
  await studio.driver.settle();
  assert.equal(await studio.driver.run(`return ${shown}`), false, "whoever scrolled away stays there");
  await studio.driver.run("for (const late of document.querySelectorAll('.late')) late.remove(); return null");
});

test("the page is reached, and says what this computer can do", async () => {
  await toModels();
  await studio.until("a measured time", `/Trên máy này: khoảng .+ cho mỗi phút phim/u.test(document.querySelector('main').innerText)`, 90);
  await walk.hears("/Đã đo xong/u");
  const names = await walk.looks("pages-models");
  assert.ok(names.some((name) => /Chậm, chừa mạng/u.test(name)), names.join("; "));
  await walk.narrow("pages-models");
});

test("a fetch that leaves the line to others is slow, and can be stopped at once", async () => {
  await walk.to("line-full");
  await walk.press(Key.Down);
  await walk.press(Key.Down);
  assert.equal(await chosen(), "little");
  await walk.enter("fetch-good-q5_0");
  await walk.stands("the pause", at("model-pause"));
  await new Promise((go) => setTimeout(go, 4000));
  // A hundred kilobytes a second; without the choice the whole file is here in less than a second.
  const percent = await kept();
  assert.ok(percent <= Math.ceil((9 * 100_000 * 100) / file.length), `${percent} % of ${file.length} bytes after four seconds`);
  await studio.shot("pages-models-fetching");
  await walk.press(Key.Enter);
  await walk.hears("/Đã tạm dừng tải/u");
  await walk.stands("going on", at("fetch-good-q5_0"));
});

test("what arrived is thrown away, and fetched again at full speed", async () => {
  await walk.enter("discard-good-q5_0");
  await walk.hears("/Đã bỏ phần tải dở/u");
  await walk.stands("fetching", at("fetch-good-q5_0"));
  await walk.to("line-little");
  await walk.press(Key.Up);
  await walk.press(Key.Up);
  assert.equal(await chosen(), "full");
  await walk.enter("fetch-good-q5_0");
  await studio.sees("remove-good-q5_0", 60);
  await walk.hears("/Đã tải xong Giọng Việt/u");
  await walk.stands("removing", at("remove-good-q5_0"));
  await walk.enter("models-verify");
  await walk.hears("/Đã xem xong: 0/u");
});

test("Escape leaves the question and gives the focus back; yes removes", async () => {
  await walk.enter("remove-good-q5_0");
  await walk.stands("the question", QUESTION);
  await studio.shot("pages-models-sure");
  await walk.press(Key.Escape);
  await walk.stands("removing", at("remove-good-q5_0"));
  await walk.press(Key.Enter);
  await walk.stands("the question", QUESTION);
  await walk.enter("sure-confirm");
  await walk.hears("/Đã xoá bộ nghe/u");
  await studio.sees("fetch-good-q5_0");
  await studio.until("the focus to stay on the page", "document.activeElement !== document.body && document.querySelector('main').contains(document.activeElement)", 8);
});

test("a voice detector comes from a stick, is shown as what it is and goes again", async () => {
  mkdirSync(join(SCRATCH, "usb"), { recursive: true });
  const stick = join(SCRATCH, "usb", "silero.bin");
  writeFileSync(stick, Buffer.concat([Buffer.from("lmgg\x0a\0\0\0silero-16k", "latin1"), Buffer.alloc(600_000, 7)]));
  await walk.dialog("model-add", "Open File", stick, async () => (await studio.text("detector")) !== null);
  assert.match(await studio.text("detector"), /Bộ dò giọng nói/u);
  assert.equal(mang("models", "list").json.models.length, 0, "it is no speech model");
  await walk.to("remove-detector");
  await walk.looks("pages-models-detector");
  await walk.press(Key.Enter);
  await walk.stands("the question", QUESTION);
  await walk.enter("sure-confirm");
  await walk.hears("/Đã xoá bộ dò giọng nói/u");
  await studio.goes("detector", 20);
  await walk.stands("what is on this computer", "#models-here");
  assert.ok(!existsSync(join(MANG_HOME, "models", "voice", "silero.bin")));
});

test("how much of the line is taken is remembered", async () => {
  await walk.to("line-full");
  await walk.press(Key.Down);
  assert.equal(await chosen(), "half");
  await studio.driver.settle();
  await studio.end();
  await open();
  await toModels();
  await studio.sees("line");
  assert.equal(await chosen(), "half");
});
