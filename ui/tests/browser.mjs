// Owns the look at every page in a real browser with the stand-in host: axe in three themes, three languages,
// no sideways scrolling at 320 px, no target under 44 px. Refuses to fail where no Chromium is: it says "skip".
// CHROMIUM=/path, SHOTS=/folder for pictures, SAMPLE=/file.mp4 for a film to play.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const dist = fileURLToPath(new URL("../dist", import.meta.url));
if (!existsSync(executablePath)) {
  console.log("skip: no Chromium here");
  process.exit(0);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });
const sample = process.env.SAMPLE;
const only = process.env.ONLY;

const click = (id) => async (page) => page.click(`[data-testid="${id}"]`);
const inHoney = (step) => async (page) => {
  await page.click('[data-testid="resume"]');
  if (await page.isVisible('[data-testid="steps-menu"]')) {
    await page.click('[data-testid="steps-menu"]');
    await page.click(`[data-testid="menu-go-${step}"]`);
  } else await page.click(`[data-testid="step-${step}"]`);
  await page.waitForSelector(`main[data-page="${step}"]`);
};

/** Every page: its query, and how to get there. */
const pages = {
  welcome: ["", async () => undefined],
  "start-empty": ["welcomed=1", async () => undefined],
  sample: ["welcomed=1&pace=600", click("open-sample")],
  start: ["welcomed=1&drafts=1", async () => undefined],
  script: ["welcomed=1&drafts=1", inHoney("script")],
  "script-empty": ["welcomed=1", click("write-first")],
  captions: ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.waitForTimeout(900);
    await page.focus('[data-testid="cue-3-text"]');
  }],
  "captions-menu": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.click('[data-testid="cue-0-more"]');
  }],
  "captions-replace": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.click('[data-testid="replace"]');
  }],
  "captions-fine": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-3-text"]');
    await page.click('[data-testid="cue-3-fine"]');
    await page.click('[data-testid="heard"]');
    await page.fill('[data-testid="cue-3-start-time"]', "một hai");
    await page.keyboard.press("Enter");
  }],
  "captions-found": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.click('[data-testid="replace"]');
    await page.fill('[data-testid="replace-find"]', "vuon");
    await page.check('[data-testid="find-any-marks"]');
    await page.waitForSelector('[data-testid="find-place"]');
  }],
  "captions-coming": ["welcomed=1&model=1&pace=300", async (page) => {
    await page.click('[data-testid="open-clip"]');
    await page.waitForSelector('[data-testid="coming-2"]');
  }],
  "captions-take": ["welcomed=1&drafts=1&take=1", async (page) => {
    await inHoney("captions")(page);
    await page.waitForSelector('[data-testid="advice"]');
    await page.focus('[data-testid="cue-3-text"]');
    await page.waitForSelector('[data-testid="cue-3-offer-0"]');
  }],
  ...Object.fromEntries(["notes", "findings", "offers", "removed"].map((kind) => [`captions-advice-${kind}`, ["welcomed=1&drafts=1&take=1", async (page) => {
    await inHoney("captions")(page);
    await page.waitForTimeout(500);
    await page.click('[data-testid="advice"]');
    await page.click(`[data-testid="advice-kind-${kind}"]`);
    await page.waitForSelector('[data-testid="advice-0"]');
  }]])),
  "captions-english": ["welcomed=1&drafts=1&model=1&pace=5", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-1-text"]');
    await page.keyboard.press("Alt+y");
    await page.click('[data-testid="english-make"]');
    await page.waitForSelector('[data-testid="cue-1-en"]');
    await page.focus('[data-testid="cue-1-en"]');
  }],
  "captions-english-pane": ["welcomed=1&drafts=1&model=1&pace=5", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-1-text"]');
    await page.keyboard.press("Alt+y");
    await page.click('[data-testid="english-make"]');
    await page.waitForSelector('[data-testid="cue-1-en"]');
    await page.focus('[data-testid="cue-1-en"]');
    await page.keyboard.press("Alt+y");
    await page.waitForSelector('[data-testid="english-confirm-all"]');
  }],
  "captions-export": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-1-text"]');
    await page.keyboard.press("Alt+Shift+s");
    await page.selectOption('[data-testid="export-format"]', "txt");
    await page.click('[data-testid="export-save"]');
    await page.waitForSelector('[data-testid="export-made"]');
  }],
  "captions-flow": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-3-text"]');
    await page.keyboard.press("Alt+r");
    await page.waitForSelector('[data-testid="flow-take"]');
  }],
  "captions-shift": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-3-text"]');
    await page.keyboard.press("Alt+t");
    await page.fill('[data-testid="shift-by"]', "9");
    await page.keyboard.press("Enter");
  }],
  "captions-speaker": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-3-text"]');
    await page.keyboard.press("Alt+n");
    await page.fill('[data-testid="speaker-name"]', "Chị H'Hen");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#cue-3 .by");
    await page.focus('[data-testid="cue-4-text"]');
    await page.keyboard.press("Alt+n");
  }],
  "captions-words": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-3-text"]');
    await page.keyboard.press("Alt+d");
    await page.fill('[data-testid="dictionary-word"]', "Tổ hợp tác");
    await page.fill('[data-testid="dictionary-wrong"]', "tổ hợp tác");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-testid="dictionary-offers"]');
  }],
  "captions-offers": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.focus('[data-testid="cue-3-text"]');
    await page.keyboard.press("Alt+d");
    await page.fill('[data-testid="dictionary-word"]', "Tổ hợp tác");
    await page.fill('[data-testid="dictionary-wrong"]', "tổ hợp tác");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-testid="dictionary-offers"]');
    await page.keyboard.press("Escape");
    await page.waitForSelector('[data-testid="offers"]');
  }],
  "captions-none": ["welcomed=1", click("open-clip")],
  "captions-silent": ["welcomed=1&silent=1", click("open-clip")],
  "captions-work": ["welcomed=1&model=1&pace=900", click("open-clip")],
  "captions-noclip": ["welcomed=1", async (page) => {
    await page.click('[data-testid="write-first"]');
    await page.click('[data-testid="next-step"]');
  }],
  trim: ["welcomed=1&drafts=1", inHoney("trim")],
  "trim-fine": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("trim")(page);
    await page.click('[data-testid="part-2-open"]');
    await page.click('[data-testid="part-2-fine"]');
    await page.fill('[data-testid="part-2-start-time"]', "một hai");
    await page.keyboard.press("Enter");
  }],
  "trim-words": ["welcomed=1&drafts=1&fillers=1", async (page) => {
    await inHoney("trim")(page);
    await page.click('label:has([data-testid="by-words"])');
    await page.click('[data-testid="line-1-words"]');
    await page.click('[data-testid="word-1-2"]');
    await page.click('[data-testid="line-2-keep"]');
  }],
  "trim-fillers": ["welcomed=1&drafts=1&fillers=1", async (page) => {
    await inHoney("trim")(page);
    await page.click('label:has([data-testid="by-fillers"])');
    await page.click('[data-testid="fillers-more"]');
  }],
  check: ["welcomed=1&drafts=1", inHoney("check")],
  "check-why": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("check")(page);
    await page.click('[data-testid="finding-0-why"]');
  }],
  "check-waive": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("check")(page);
    await page.click('[data-testid="finding-0-waive"]');
  }],
  "check-looked": ["welcomed=1&drafts=1&pace=2", async (page) => {
    await inHoney("check")(page);
    await page.click('[data-testid="look-start"]');
    await page.waitForSelector('[data-testid="looked"]');
    await page.click('[data-testid="question-ad-label-why"]');
    await page.check('[data-testid="answer-tried-product"]');
  }],
  "check-looking": ["welcomed=1&drafts=1&pace=900", async (page) => {
    await inHoney("check")(page);
    await page.click('[data-testid="look-start"]');
    await page.waitForSelector('[data-testid="progress"]');
  }],
  "captions-findings": ["welcomed=1&drafts=1", async (page) => {
    await inHoney("captions")(page);
    await page.click('[data-testid="caption-findings-open"]');
    await page.click('[data-testid="caption-finding-0-why"]');
  }],
  learn: ["welcomed=1&drafts=1", async (page) => {
    await page.click('[data-testid="help"]');
    await page.click('[data-testid="learn"]');
    await page.waitForSelector('[data-testid="learned-0"]');
  }],
  "learn-quiz": ["welcomed=1&drafts=1", async (page) => {
    await page.click('[data-testid="help"]');
    await page.click('[data-testid="learn"]');
    await page.click('[data-testid="quiz-start"]');
    await page.click('[data-testid="quiz-fine"]');
  }],
  "learn-lesson": ["welcomed=1&drafts=1", async (page) => {
    await page.click('[data-testid="help"]');
    await page.click('[data-testid="learn"]');
    await page.click('[data-testid="learned-0-lesson"]');
    await page.waitForSelector(".swap");
  }],
  finish: ["welcomed=1&drafts=1", inHoney("finish")],
  "finish-work": ["welcomed=1&drafts=1&pace=700", async (page) => {
    await inHoney("finish")(page);
    await page.click('[data-testid="finish-start"]');
    await page.waitForTimeout(1500);
  }],
  "finish-done": ["welcomed=1&drafts=1&pace=2", async (page) => {
    await inHoney("finish")(page);
    await page.click('[data-testid="finish-start"]');
    await page.waitForSelector('[data-testid="finish-done"]');
  }],
  error: ["welcomed=1&drafts=1&full=1", async (page) => {
    await inHoney("finish")(page);
    await page.click('[data-testid="finish-start"]');
    await page.waitForSelector("[role=alert]");
  }],
  help: ["welcomed=1&drafts=1", click("help")],
  "help-key": ["welcomed=1&drafts=1", async (page) => {
    await page.click('[data-testid="help"]');
    await page.click('[data-testid="key-cue-split"]');
    await page.selectOption('[data-testid="key-code"]', "KeyH");
  }],
};

const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const problems = [];
const server = await serve(dist, sample ? { "/sample.mp4": sample } : {});
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"] });

async function look(name, { width, height, theme, language = "vi", size = "normal", axeToo = true }) {
  const [query, walk] = pages[name];
  const context = await browser.newContext({ viewport: { width, height }, locale: "vi-VN", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  const label = `${name} ${theme} ${width} ${language} ${size}`;
  page.on("pageerror", (error) => problems.push(`${label}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/404|ERR_/u.test(message.text())) problems.push(`${label}: console: ${message.text()}`);
  });
  try {
    await page.goto(`${server.url}/?${query}&theme=${theme}&language=${language}&size=${size}`);
    await page.waitForSelector("h1");
    await walk(page);
    await page.waitForTimeout(250);
    if (shots) await page.screenshot({ path: `${shots}/${name}-${theme}-${width}${language === "vi" ? "" : `-${language}`}${size === "normal" ? "" : `-${size}`}.png`, fullPage: width < 900 });
    const found = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const inside = [...document.querySelectorAll("main *")].filter((one) => one.scrollWidth > one.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(one).overflowX)).map((one) => one.className || one.tagName);
      const small = [...document.querySelectorAll("button,a[href],textarea,select,input:not([type=radio]):not([type=checkbox]),label:has(input[type=radio]),label.check,[role=menuitem]")]
        .filter((one) => one.checkVisibility() && !one.closest('.hidden, [style*="clip"]') && one.tabIndex > -2)
        .map((one) => ({ box: one.getBoundingClientRect(), name: one.dataset.testid ?? one.textContent?.slice(0, 30) }))
        .filter(({ box }) => box.width > 2 && (box.width < 43.5 || box.height < 43.5))
        .map(({ box, name }) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`);
      return { wide, inside, small };
    });
    if (found.wide > 0) problems.push(`${label}: sideways by ${found.wide} px`);
    if (found.inside.length) problems.push(`${label}: sideways inside ${found.inside.join(", ")}`);
    if (found.small.length) problems.push(`${label}: small: ${found.small.join("; ")}`);
    if (axeToo) {
      await page.evaluate(axe);
      const result = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values }, rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } }, resultTypes: ["violations"] }), tags);
      for (const violation of result.violations) {
        problems.push(`${label}: axe ${violation.id}: ${violation.nodes.map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).slice(0, 3).join(" | ")}`);
      }
    }
  } catch (error) {
    problems.push(`${label}: ${String(error).split("\n").slice(0, 4).join(" ")}`);
  } finally {
    await context.close();
  }
}

const names = Object.keys(pages).filter((name) => !only || only.split(",").includes(name));
for (const name of names) {
  await look(name, { width: 1280, height: 800, theme: "light" });
  await look(name, { width: 1280, height: 800, theme: "dark" });
  await look(name, { width: 1280, height: 800, theme: "contrast" });
  await look(name, { width: 360, height: 720, theme: "light" });
  await look(name, { width: 320, height: 640, theme: "light", language: "fr", axeToo: false });
  if (process.env.MORE) {
    await look(name, { width: 1280, height: 800, theme: "light", size: "huge", axeToo: false });
    await look(name, { width: 1024, height: 640, theme: "light", language: "en" });
    await look(name, { width: 1366, height: 690, theme: "light", axeToo: false });
    await look(name, { width: 320, height: 640, theme: "light", size: "huge", axeToo: false });
  }
}
await browser.close();
server.close();
if (problems.length > 0) {
  console.error([...new Set(problems)].join("\n"));
  process.exit(1);
}
console.log(`browser: ${names.length} pages, nothing found`);
