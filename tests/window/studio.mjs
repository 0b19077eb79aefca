// Owns how a test starts the studio and waits for it: the clip, the command line beside it,
// screenshots. Refuses assertions about rooms; those stand in the tests.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WebDriver } from "./webdriver.mjs";

const { APP, MANG, OUT, SCRATCH, DRIVER } = process.env;

/** Runs the command line on the window's own data folder and gives its JSON. */
export function mang(...args) {
  const done = spawnSync(MANG, ["--json", ...args], { encoding: "utf8", maxBuffer: 1 << 26 });
  return { code: done.status, json: JSON.parse(done.stdout) };
}

/** A clip in the synthetic voice, made by the program itself, under a name with tone marks. */
export function clip() {
  const folder = join(SCRATCH, "phim của tôi");
  const file = join(folder, "Mật ong.mp4");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const made = join(SCRATCH, "made");
    execFileSync(MANG, ["demo", "--out", made], { env: { ...process.env, MANG_HOME: join(SCRATCH, "other") }, stdio: "ignore" });
    execFileSync("cp", [join(made, "sample.mp4"), file]);
  }
  return file;
}

const { identifier } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "src-tauri", "tauri.conf.json"), "utf8"));

/** Whether somebody holds the program's name on the session bus. */
function isRunning() {
  const bus = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"];
  return execFileSync("dbus-send", [...bus, `string:${identifier}.SingleInstance`], { encoding: "utf8" }).includes("boolean true");
}

export class Studio {
  constructor(driver) {
    this.driver = driver;
  }

  static async start(...args) {
    return new Studio(await WebDriver.start(DRIVER, APP, args));
  }

  /** The driver kills the program; a new one would still find the old one's name on the session bus
   *  and hand itself over to the dead. */
  async end() {
    await this.driver.quit();
    for (let waited = 0; waited < 100 && isRunning(); waited += 1) await new Promise((go) => setTimeout(go, 100));
  }

  /** Waits until the page answers true, at most `seconds`. */
  async until(what, condition, seconds = 60, ...args) {
    const end = Date.now() + seconds * 1000;
    while (!(await this.driver.run(`return (${condition})`, ...args))) {
      if (Date.now() > end) {
        await this.shot("failed");
        const shown = await this.driver.run("return document.body.innerText.slice(0, 1500)");
        throw new Error(`waited ${seconds} s for ${what}; the window shows:\n${shown}`);
      }
      await new Promise((go) => setTimeout(go, 100));
    }
  }

  /** Waits until no colour is on its way to another: contrast measured in between is nobody's. */
  async still() {
    await this.driver.settle();
    const moving = "document.getAnimations().some((one) => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity)";
    await this.until("everything to stand still", `!${moving}`, 5);
  }

  /** Waits for an element by its test id. */
  async sees(id, seconds = 60) {
    await this.until(id, `document.querySelector(given[0]) !== null`.replace("given[0]", JSON.stringify(at(id))), seconds);
  }

  async goes(id, seconds = 60) {
    await this.until(`${id} to go`, `document.querySelector(${JSON.stringify(at(id))}) === null`, seconds);
  }

  async press(id) {
    await this.sees(id);
    await this.driver.run(`document.querySelector(${JSON.stringify(at(id))}).scrollIntoView({ block: "center" })`);
    await this.driver.click(at(id));
    await this.driver.settle();
  }

  text(id) {
    return this.driver.run(`return document.querySelector(${JSON.stringify(at(id))})?.innerText ?? null`);
  }

  value(id) {
    return this.driver.run(`return document.querySelector(${JSON.stringify(at(id))})?.value ?? null`);
  }

  /** Name and role of what has the focus, as the page says. */
  focused() {
    return this.driver.run(`const e = document.activeElement;
      return { id: e.dataset.testid ?? e.id ?? "", tag: e.tagName.toLowerCase(), text: (e.innerText || e.getAttribute("aria-label") || "").trim() }`);
  }

  /** The first minute: takes the choices as they are. */
  async welcome() {
    await this.press("welcome-done");
    await this.goes("welcome-done");
  }

  async shot(name) {
    await this.driver.screenshot(join(OUT, `${name}.png`));
  }
}

/** CSS selector of a test id. */
export const at = (id) => `[data-testid="${id}"]`;
