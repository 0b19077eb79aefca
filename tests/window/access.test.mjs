// Every screen in every theme: no axe violation, no control without a name in the accessibility
// tree, no target under 44 px. Screens are the real ones, reached in the real window.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio } from "./studio.mjs";

const axe = readFileSync(join(import.meta.dirname, "..", "..", "ui", "node_modules", "axe-core", "axe.min.js"), "utf8");
const themes = ["light", "dark", "contrast"];
/** Roles that a person acts on; each must say what it is. */
const acted = new Set(["push button", "toggle button", "entry", "check box", "radio button", "slider", "link", "menu item", "combo box", "page tab", "spin button", "text"]);

let studio;

before(async () => {
  studio = await Studio.start();
});

after(() => studio?.end());

async function violations() {
  await studio.driver.run(`if (!window.axe) { ${axe} } return null`);
  return studio.driver.run(`return axe.run(document, {
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
      rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
    }).then((found) => found.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))`);
}

function small() {
  return studio.driver.run(`const shown = (e) => e.offsetParent !== null && getComputedStyle(e).visibility !== "hidden";
    const box = (e) => { const label = e.closest("label"); return (label && e.matches("input[type=radio], input[type=checkbox]") ? label : e).getBoundingClientRect(); };
    return [...document.querySelectorAll("button, input, select, textarea, [role=button], [role=menuitem], nav a")]
      .filter((e) => shown(e) && !e.disabled && getComputedStyle(e).clipPath === "none" && e.getBoundingClientRect().width > 2)
      .filter((e) => Math.round(box(e).height) < 44 || Math.round(box(e).width) < 44)
      .map((e) => e.outerHTML.slice(0, 160) + " " + JSON.stringify(box(e)))`);
}

function unnamed() {
  const done = spawnSync("/usr/bin/python3", [join(import.meta.dirname, "tree.py"), "mang-studio"], { encoding: "utf8" });
  assert.equal(done.status, 0, `the accessibility tree can be read: ${done.stderr}`);
  const nodes = done.stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(nodes.some((node) => node.role === "document web"), "the tree holds the page");
  return nodes.filter((node) => acted.has(node.role) && node.states.includes("showing") && node.states.includes("focusable") && !node.name.trim());
}

/** Chooses a theme as a person does where the choice is on the screen, otherwise behind its back. */
function wear(theme) {
  return studio.driver.run(`const choice = document.querySelector('input[name="theme"][value="${theme}"], [data-testid="theme"] input[value="${theme}"]');
    if (choice) choice.click(); else document.documentElement.dataset.theme = "${theme}";
    return null`);
}

/** A window as narrow as a phone: nothing to scroll sideways, nothing cut off at the side. */
async function narrow(name) {
  await studio.driver.resize(360, 740);
  await studio.until("the narrow window", "innerWidth <= 400", 10);
  await studio.shot(`${name}-360`);
  const wide = await studio.driver.run(`return [...document.querySelectorAll("main *")]
    .filter((e) => e.offsetParent !== null && e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).clipPath === "none")
    .slice(0, 3).map((e) => e.outerHTML.slice(0, 120))`);
  const scroll = await studio.driver.run("return document.scrollingElement.scrollWidth - innerWidth");
  await studio.driver.resize(1280, 800);
  await studio.until("the wide window", "innerWidth >= 1200", 10);
  assert.ok(scroll <= 0, `${name}: ${scroll} px to scroll sideways at 360 px`);
  assert.deepEqual(wide, [], `${name}: cut off at 360 px`);
}

/** Looks at what is shown now, in three themes. */
async function looks(name) {
  for (const theme of themes) {
    await wear(theme);
    await studio.until(theme, `document.documentElement.dataset.theme === "${theme}"`, 5);
    await studio.still();
    await studio.shot(`${name}-${theme}`);
    assert.deepEqual(await violations(), [], `${name}, ${theme}`);
  }
  await wear("light");
  await narrow(name);
  assert.deepEqual(await small(), [], `${name}: targets under 44 px`);
  assert.deepEqual(unnamed(), [], `${name}: controls without a name`);
}

test("welcome", async () => {
  await studio.sees("welcome-done");
  await looks("welcome");
});

test("start without drafts", async () => {
  await studio.press("welcome-done");
  await studio.sees("open-sample");
  await looks("start-empty");
});

test("help", async () => {
  await studio.driver.run(`document.querySelector('[data-testid="help"]')?.click(); return null`);
  await studio.sees("models-open");
  await looks("help");
});

test("speech models", async () => {
  await studio.press("models-open");
  await studio.sees("model-add");
  await looks("models");
});

test("captions", async () => {
  await studio.driver.run("document.querySelector('.brand').click(); return null");
  await studio.press("open-sample");
  await studio.sees("cue-0-text", 120);
  await looks("captions");
});

for (const [step, mark] of [["script", "scene-add"], ["trim", "part-0"], ["check", "finding-0-apply"], ["finish", "finish-start"]]) {
  test(step, async () => {
    await studio.driver.run(`document.querySelector('[data-testid="step-${step}"]').click(); return null`);
    await studio.driver.settle();
    if (step === "script") {
      await studio.until("the script room", `document.querySelector('h1')?.innerText === "Kịch bản"`);
    } else {
      await studio.sees(mark, 60);
    }
    await looks(step);
  });
}

test("start with drafts", async () => {
  await studio.driver.run("document.querySelector('.brand').click(); return null");
  await studio.sees("resume");
  await looks("start");
});
