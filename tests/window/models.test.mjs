// The page of speech models: what suits this computer, a fetch that is paused and goes on over a
// line that breaks, checking and removing. The server and the catalogue are the test's own.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PIECE, Server, file, writeCatalogue } from "./offered.mjs";
import { Studio, mang } from "./studio.mjs";

const { MANG_HOME } = process.env;
const server = new Server();
let studio;

before(async () => {
  writeCatalogue(await server.start());
  studio = await Studio.start();
  await studio.welcome();
});

after(async () => {
  await studio?.end();
  server.close();
});

const page = () => studio.driver.run("return document.querySelector('main').innerText");

test("the best model for this computer is shown with its time, measured here", async () => {
  await studio.press("help");
  await studio.press("models-open");
  await studio.sees("offer-good-q5_0");
  await studio.until("a measured time", `/Trên máy này: khoảng .+ cho mỗi phút phim/u.test(document.querySelector('main').innerText)`, 180);
  assert.match(await studio.text("offer-good-q5_0"), /Hợp với máy này nhất/u);
  assert.match(await studio.text("offer-good-q5_0"), /100 tiếng sai khoảng 6,3/u);
  assert.equal(await studio.text("offer-weak-q5_0"), null, "one advice, the others behind a button");
  await studio.driver.run(`document.querySelector('[data-testid="offer-good-q5_0"] summary').click(); return null`);
  assert.match(await page(), /Chưa kiểm được/u, "what nobody verified is said before the fetch");
  await studio.shot("models-page");
  await studio.press("models-all");
  await studio.sees("offer-weak-q5_0");
  await studio.press("models-all");
  assert.equal(mang("doctor").json.findings.find(({ name }) => name === "recognition").ok, true);
});

test("a fetch is paused, goes on where it was and costs hardly more than the file", async () => {
  assert.ok(!existsSync(join(MANG_HOME, "models")), "nothing is fetched before somebody asks");
  await studio.press("fetch-good-q5_0");
  await studio.sees("model-fetching");
  await studio.until("a quarter of it", `Number(/(\\d+)/u.exec(document.querySelector('[data-testid="model-fetching"] b')?.innerText ?? "0")?.[1] ?? 0) >= 20`, 60);
  await studio.shot("models-fetching");
  await studio.press("model-pause");
  await studio.goes("model-fetching");
  assert.match(await studio.text("fetch-good-q5_0"), /Tải tiếp, còn/u);
  const before = server.sent;
  assert.ok(before > PIECE && before < file.length, `${before} bytes came`);
  server.slow = false;
  await studio.press("fetch-good-q5_0");
  await studio.sees("remove-good-q5_0", 120);
  const place = join(MANG_HOME, "models", "good-q5_0.bin");
  assert.ok(readFileSync(place).equals(file), "it arrived bit by bit as it is");
  // What lay in the line when it was paused counts too, as does comparing after each break.
  assert.ok(server.sent <= file.length * 1.05 + 8 * PIECE, `${server.sent} bytes for ${file.length}`);
  assert.equal(mang("models", "list").json.models[0].id, "good-q5_0");
});

test("a model that was damaged is found, and removed when one says so", async () => {
  await studio.press("models-verify");
  await studio.until("whole", `document.querySelector('main').innerText.includes("Còn nguyên")`, 30);
  const place = join(MANG_HOME, "models", "good-q5_0.bin");
  const broken = Buffer.from(file);
  broken[broken.length - 10] ^= 1;
  writeFileSync(place, broken);
  await studio.press("models-verify");
  await studio.until("broken", `document.querySelector('main').innerText.includes("Bị hỏng")`, 30);
  await studio.shot("models-broken");
  await studio.press("remove-good-q5_0");
  await studio.until("the question", `document.querySelector('[role="alertdialog"], [role="dialog"]') !== null`, 10);
  await studio.driver.run(`[...document.querySelectorAll('[role="alertdialog"] button, [role="dialog"] button')].find((b) => b.innerText.trim() === "Xoá").click(); return null`);
  await studio.sees("fetch-good-q5_0");
  assert.ok(!existsSync(place));
  assert.match(await page(), /Chưa có bộ nghe/u);
});
