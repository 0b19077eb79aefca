// Typing into one of 500 captions: from the key to the paint after it, in Chromium with the stand-in host.
// usage: node bench/captions.mjs [captions] [times slower]   (ui/dist must be built; CHROMIUM=/path)
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { serve } from "../ui/tests/serve.mjs";

const { chromium } = createRequire(new URL("../ui/package.json", import.meta.url))("playwright-core");
const count = Number(process.argv[2] ?? 500);
const slower = Number(process.argv[3] ?? 1);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
  console.log("captions: no Chromium here");
  process.exit(0);
}
const server = await serve(fileURLToPath(new URL("../ui/dist", import.meta.url)));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "vi-VN" });
if (slower > 1) await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slower });
await page.goto(`${server.url}/?welcomed=1&drafts=1&cues=${count}`);
await page.click('[data-testid="resume"]');
let began = performance.now();
await page.click('[data-testid="step-captions"]');
await page.waitForSelector('[data-testid="cue-0-text"]');
const opened = performance.now() - began;
await page.evaluate(() => {
  window.taken = [];
  const painted = new MessageChannel();
  let waiting = [];
  painted.port1.onmessage = () => {
    const now = performance.now();
    for (const one of waiting) window.taken.push({ ms: now - one.at, key: one.key });
    waiting = [];
  };
  addEventListener("keydown", (event) => {
    waiting.push({ at: event.timeStamp, key: event.key });
    // After the frame that the key changed was painted.
    requestAnimationFrame(() => painted.port2.postMessage(0));
  }, { capture: true });
});
const field = Math.floor(count / 2);
await page.focus(`[data-testid="cue-${field}-text"]`);
await page.keyboard.press("End");
for (let word = 0; word < 14; word += 1) {
  await page.keyboard.type(" mật ong", { delay: 70 });
  // Every few words a pause, so that what was typed is saved while the next keys come.
  if (word % 3 === 2) await page.waitForTimeout(word % 2 === 0 ? 680 : 900);
}
const typed = await page.evaluate(() => window.taken.splice(0));
for (let n = 0; n < 20; n += 1) {
  await page.keyboard.press("Alt+ArrowDown");
  await page.waitForTimeout(90);
}
const moved = await page.evaluate(() => window.taken.splice(0));
const share = (all, part) => all.map((one) => one.ms).sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))];
const told = (all) => `p50 ${share(all, 0.5).toFixed(0)} ms, p95 ${share(all, 0.95).toFixed(0)} ms, most ${share(all, 1).toFixed(0)} ms, ${all.length} keys`;
console.log(`captions: ${count} rows${slower > 1 ? `, processor ${slower} times slower` : ""}: room shown in ${opened.toFixed(0)} ms; typing ${told(typed)}; row to row ${told(moved.filter((one) => one.key === "ArrowDown"))}`);
await browser.close();
server.close();
