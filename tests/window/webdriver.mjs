// Owns the talk with the window's WebDriver: the few W3C calls that the tests need, no more.
// Refuses to know what the window shows; that is studio.mjs.
import { writeFileSync } from "node:fs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export const Key = {
  Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", Space: " ", Shift: "\uE008", Control: "\uE009", Alt: "\uE00A",
  Left: "\uE012", Up: "\uE013", Right: "\uE014", Down: "\uE015", End: "\uE010", Home: "\uE011", PageUp: "\uE00E", PageDown: "\uE00F", Delete: "\uE017",
  F1: "\uE031", F6: "\uE036",
};

export class WebDriver {
  #base;
  #session;

  constructor(base, session) {
    this.#base = base;
    this.#session = session;
  }

  /** Starts the program and connects to its window. */
  static async start(base, application, args = []) {
    const options = { application, args };
    const capabilities = { alwaysMatch: { "tauri:options": options } };
    const { sessionId } = await request(base, "POST", "/session", { capabilities });
    return new WebDriver(base, sessionId);
  }

  #call(method, path, body) {
    return request(this.#base, method, `/session/${this.#session}${path}`, body);
  }

  /** Runs the body of a function in the page; a promise that it returns is waited for. */
  run(body, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      const given = Array.from(arguments).slice(0, -1);
      Promise.resolve((function () { ${body} }).apply(null, given))
        .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    return this.#call("POST", "/execute/async", { script, args }).then((answer) => {
      if (answer.error) throw new Error(answer.error);
      return answer.value;
    });
  }

  /** Finds one element or rejects. */
  async find(selector) {
    const found = await this.#call("POST", "/element", { using: "css selector", value: selector });
    return found[ELEMENT];
  }

  async click(selector) {
    await this.#call("POST", `/element/${await this.find(selector)}/click`, {});
  }

  /** Types into the focused element, key by key, as a keyboard does. */
  async type(...keys) {
    const actions = keys.join("").split("").flatMap((key) => [
      { type: "keyDown", value: key },
      { type: "keyUp", value: key },
    ]);
    await this.#keys(actions);
  }

  /** Presses keys together, e.g. Alt and 4. */
  async chord(...keys) {
    const down = keys.map((value) => ({ type: "keyDown", value }));
    const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
    await this.#keys([...down, ...up]);
  }

  async #keys(actions) {
    await this.#call("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
    await this.settle();
  }

  /** Waits two frames: a screenshot right after a key shows the frame before. */
  settle() {
    return this.run("return new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(null))))");
  }

  async screenshot(file) {
    await this.settle();
    writeFileSync(file, Buffer.from(await this.#call("GET", "/screenshot"), "base64"));
  }

  resize(width, height) {
    return this.#call("POST", "/window/rect", { width, height });
  }

  quit() {
    return this.#call("DELETE", "");
  }
}

async function request(base, method, path, body) {
  const answer = await fetch(base + path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}
