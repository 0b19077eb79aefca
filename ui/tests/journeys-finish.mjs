// Owns walks through the last room: the film is made, and how it is to look. Refuses other rooms.
import assert from "node:assert/strict";
import { end, id, walk } from "./walk.mjs";

await walk("finishing: work goes on elsewhere, then the folder", "welcomed=1&drafts=1&pace=30", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-finish"));
  await page.click("label:has([data-testid=aspect-1-1])");
  await until("Hoàn tác: đổi nơi đăng hoặc khung hình", () => text("undo"));
  await page.click(id("finish-start"));
  await page.click(id("step-captions"));
  await page.waitForSelector(id("cue-0-text"));
  await page.waitForTimeout(1800);
  await page.click(id("finished-go"));
  await page.waitForSelector(id("finish-done"));
  await page.click(id("open-folder"));
  assert.equal(await page.locator(id("finish-old")).count(), 0);
  await page.click("label:has([data-testid=aspect-16-9])");
  await page.waitForSelector(id("finish-old"));
  await page.click(id("finish-again"));
  await page.waitForSelector(id("stop"));
  await page.waitForSelector(id("finish-done"));
  await page.waitForSelector(id("finish-old"), { state: "detached" });
});

await walk("the look: style, framing and file by keyboard, taken back by undo", "welcomed=1&drafts=1&pace=15", async ({ page, until, text }) => {
  await page.click(id("resume"));
  await page.click(id("step-finish"));
  await page.focus(id("style-box"));
  await page.keyboard.press("ArrowRight");
  await until((said) => said.includes("Chữ to trên nền đậm"), () => text("style-hint"));
  await until((said) => said.includes("Hoàn tác: đổi kiểu chữ hoặc khung hình"), () => text("undo"));
  await page.focus("[data-testid=more-looks] > summary");
  await page.keyboard.press("Enter");
  await page.click("label:has([data-testid=aspect-16-9])");
  await page.focus(id("focus-middle"));
  await page.keyboard.press("ArrowLeft");
  await until((said) => said.includes("15 phần trăm"), () => text("focus-at"));
  await page.focus(id("focus-more"));
  await page.keyboard.press("Enter");
  await until((said) => said.includes("20 phần trăm"), () => text("focus-at"));
  await page.focus(id("fill-crop"));
  await page.keyboard.press("ArrowRight");
  await page.waitForSelector(id("focus"), { state: "detached" });
  await page.focus(id("preset-tiktok"));
  await page.keyboard.press("ArrowLeft");
  await until((said) => said.includes("1280 × 720"), () => text("finish-plan"));
  for (let n = 0; n < 6; n += 1) await page.click(id("undo"));
  await until((said) => said.includes("Chữ trắng trên nền đậm"), () => text("style-hint"));
});

await end();
