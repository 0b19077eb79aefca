// Owns a browser with the stand-in host, and how a walk through the rooms begins, waits and ends.
// Refuses to fail where no Chromium is: it says "skip".
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
  console.log("skip: no Chromium here");
  process.exit(0);
}
export const sample = process.env.SAMPLE;
const server = await serve(fileURLToPath(new URL("../dist", import.meta.url)), sample ? { "/sample.mp4": sample } : {});
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
export const id = (name) => `[data-testid="${name}"]`;
const only = process.env.ONLY;
let failed = 0;

export async function walk(name, query, steps) {
  if (only && !name.includes(only)) return;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "vi-VN" });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  const active = () => page.evaluate(() => (document.activeElement?.id.startsWith("react-aria") ? "" : document.activeElement?.id) || document.activeElement?.dataset?.testid || document.activeElement?.tagName);
  const until = async (want, what = active) => {
    for (let n = 0; n < 40; n++) {
      const got = await what();
      if (typeof want === "function" ? want(got) : got === want) return got;
      await page.waitForTimeout(50);
    }
    assert.equal(await what(), want);
  };
  const text = (testId) => page.textContent(id(testId));
  try {
    await page.goto(`${server.url}/?${query}`);
    await page.waitForSelector("h1");
    await steps({ page, active, until, text, errors });
    assert.deepEqual(errors, []);
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAIL ${name}: ${String(error.message ?? error).split("\n").slice(0, 6).join(" ")} ${errors.join(" ")}`);
  } finally {
    await context.close();
  }
}

/** Closes everything; fails when a walk did. */
export async function end() {
  await browser.close();
  server.close();
  process.exit(failed > 0 ? 1 : 0);
}
