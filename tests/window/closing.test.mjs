// Closing the window in the middle of something: the last word typed is saved, a running job tidies
// up, the program is gone.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { Studio, at, clip, mang } from "./studio.mjs";

const running = () => spawnSync("pgrep", ["-f", `^${process.env.APP}`]).status === 0;

/** Closes as a person does, by the window manager's key, and waits until nothing runs any more. */
async function close() {
  execFileSync("xdotool", ["search", "--onlyvisible", "--name", "Măng Studio", "windowactivate", "--sync"]);
  // Without a window: a key sent to one would not pass the window manager.
  execFileSync("xdotool", ["key", "alt+F4"]);
  for (let waited = 0; running() && waited < 80; waited += 1) await new Promise((go) => setTimeout(go, 100));
  assert.ok(!running(), "the program is gone, and its children");
}

test("the last word typed is saved", async () => {
  const studio = await Studio.start(clip());
  await studio.welcome();
  await studio.sees("cue-0-text", 90);
  // New captions take the focus to the room's title once they are there.
  for (let tries = 0; tries < 10 && (await studio.focused()).id !== "cue-0-text"; tries += 1) {
    await studio.driver.click(at("cue-0-text"));
    await new Promise((go) => setTimeout(go, 400));
  }
  await studio.driver.chord("\uE009", "a");
  await studio.driver.type("Chào cả nhà mình");
  await close();
  await studio.end().catch(() => null);
  const [{ id }] = mang("draft", "list").json.drafts;
  assert.equal(mang("draft", "show", id).json.draft.captions.cues[0].text, "Chào cả nhà mình");
});

test("a video in the making leaves nothing half-written", async () => {
  const studio = await Studio.start();
  await studio.press("resume");
  await studio.press("step-finish");
  await studio.press("finish-start");
  await studio.sees("stop", 30);
  await close();
  await studio.end().catch(() => null);
  const folder = `${process.env.HOME}/Videos/Măng`;
  assert.deepEqual(existsSync(folder) ? readdirSync(folder, { recursive: true }) : [], []);
});
