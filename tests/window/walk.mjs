// Owns walking the window by keys alone, and looking at what is met: focus, words that are said, axe,
// sizes, names in the accessibility tree. Refuses the mouse.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "./studio.mjs";
import { Key } from "./webdriver.mjs";

const axe = readFileSync(join(import.meta.dirname, "..", "..", "ui", "node_modules", "axe-core", "axe.min.js"), "utf8");
/** Roles that a person acts on; each must say what it is. */
const acted = new Set(["push button", "toggle button", "entry", "check box", "radio button", "slider", "link", "menu item", "combo box", "page tab", "spin button", "text"]);
/** What is read late may grow above the focus; it has to come back by itself. */
const IN_SIGHT = "(({ top, bottom }) => bottom > 0 && top < innerHeight)(document.activeElement.getBoundingClientRect())";
const moment = (ms) => new Promise((go) => setTimeout(go, ms));
const x = (...words) => execFileSync("xdotool", words, { encoding: "utf8" }).trim();

export class Walk {
  keys = 0;

  constructor(studio) {
    this.studio = studio;
  }

  /** From now on everything that is said is noted, also what is said over at once. */
  async listen() {
    await this.studio.driver.run(`window.heard = [];
      const note = () => { for (const one of document.querySelectorAll("[aria-live]")) { const text = one.textContent; if (text && one.noted !== text) { one.noted = text; heard.push(text); } } };
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
      return null`);
  }

  /** Waits until something like `pattern` was said since the last call, and forgets what was said. */
  async hears(pattern, seconds = 20) {
    await this.studio.until(`${pattern} to be said`, `window.heard.some((one) => ${pattern}.test(one))`, seconds);
    await this.studio.driver.run("window.heard.length = 0; return null");
  }

  async press(...chord) {
    this.keys += 1;
    await this.studio.driver.chord(...chord);
  }

  /** Tab until the wanted element has the focus; it must be on the screen and ringed then. */
  async to(id, most = 90, selector = at(id)) {
    for (let step = 0; step <= most; step += 1) {
      const here = await this.studio.driver.run(`const e = document.activeElement;
        return { here: e.matches(given[0]), ring: e.matches(":focus-visible") }`, selector);
      if (here.here) {
        await this.studio.until(`${id} to be on the screen when it has the focus`, IN_SIGHT, 2);
        assert.ok(here.ring, `${id} shows that it has the focus`);
        return;
      }
      this.keys += 1;
      await this.studio.driver.type(Key.Tab);
    }
    throw new Error(`Tab does not reach ${id} in ${most} steps; the focus is on ${JSON.stringify(await this.studio.focused())}`);
  }

  /** Goes there and presses Enter. */
  async enter(id) {
    await this.to(id);
    await this.press(Key.Enter);
  }

  /** The focus must be there by itself, without a key. */
  async stands(what, selector) {
    await this.studio.until(`the focus on ${what}`, `document.activeElement?.matches(${JSON.stringify(selector)})`, 8);
  }

  /** Answers the system's dialog of that title by typing a path. GTK resolves it by and by and takes a
   *  Return that comes too early for a cancel, so a person would try again, and so does this. */
  async dialog(id, title, path, done) {
    for (let tries = 0; tries < 3; tries += 1) {
      await this.enter(id);
      x("search", "--sync", "--onlyvisible", "--name", title);
      await moment(700);
      x("key", title === "Open File" ? "ctrl+l" : "ctrl+a");
      await moment(300);
      x("type", "--delay", "15", path);
      await moment(1000);
      x("key", "Return");
      for (let waited = 0; waited < 30; waited += 1) {
        await moment(200);
        if (await done()) return;
      }
    }
    throw new Error(`the dialog "${title}" did not take ${path}`);
  }

  /** Looks at what is shown now, in three themes. */
  async looks(name) {
    const { studio } = this;
    await studio.driver.run(`if (!window.axe) { ${axe} } return null`);
    for (const theme of ["dark", "contrast", "light"]) {
      await studio.driver.run(`document.documentElement.dataset.theme = "${theme}"; return null`);
      await studio.still();
      await studio.shot(`${name}-${theme}`);
      const found = await studio.driver.run(`return axe.run(document, {
          runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
          rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
        }).then((found) => found.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")))`);
      assert.deepEqual(found, [], `${name}, ${theme}`);
    }
    const small = await studio.driver.run(`const box = (e) => { const label = e.closest("label"); return (label && e.matches("input[type=radio], input[type=checkbox]") ? label : e).getBoundingClientRect(); };
      return [...document.querySelectorAll("button, input, select, textarea, summary")]
        .filter((e) => e.offsetParent !== null && !e.disabled && getComputedStyle(e).clipPath === "none" && e.getBoundingClientRect().width > 2)
        .filter((e) => Math.round(box(e).height) < 44 || Math.round(box(e).width) < 44)
        .map((e) => e.outerHTML.slice(0, 160) + " " + JSON.stringify(box(e)))`);
    assert.deepEqual(small, [], `${name}: targets under 44 px`);
    const done = spawnSync("/usr/bin/python3", [join(import.meta.dirname, "tree.py"), "mang-studio"], { encoding: "utf8" });
    assert.equal(done.status, 0, `the accessibility tree can be read: ${done.stderr}`);
    const nodes = done.stdout.trim().split("\n").map((line) => JSON.parse(line));
    assert.ok(nodes.some((node) => node.role === "document web"), "the tree holds the page");
    const unnamed = nodes.filter((node) => acted.has(node.role) && node.states.includes("showing") && node.states.includes("focusable") && !node.name.trim());
    assert.deepEqual(unnamed, [], `${name}: controls without a name`);
    return nodes.filter((node) => acted.has(node.role)).map((node) => node.name);
  }

  /** A window as narrow as a phone: nothing to scroll sideways. */
  async narrow(name) {
    const { studio } = this;
    await studio.driver.resize(360, 740);
    await studio.until("the narrow window", "innerWidth <= 400", 10);
    await studio.shot(`${name}-360`);
    const scroll = await studio.driver.run("return document.scrollingElement.scrollWidth - innerWidth");
    await studio.driver.resize(1280, 800);
    await studio.until("the wide window", "innerWidth >= 1200", 10);
    assert.ok(scroll <= 0, `${name}: ${scroll} px to scroll sideways at 360 px`);
  }
}
