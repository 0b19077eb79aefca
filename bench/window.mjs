// Start of the window until it can be used, and its memory; five starts, under Xvfb.
import { execFileSync } from "node:child_process";
import { Studio } from "../tests/window/studio.mjs";
import { median, pss, tree } from "./measure.mjs";

const starts = [];
let memory = 0;
for (let round = 0; round < 5; round += 1) {
  const began = performance.now();
  const studio = await Studio.start();
  await studio.until("the first page", "document.querySelector('button') !== null");
  starts.push((performance.now() - began) / 1000);
  const window = Number(execFileSync("pgrep", ["-n", "-f", process.env.APP], { encoding: "utf8" }));
  memory = Math.max(memory, pss(tree(window)));
  await studio.end();
}
console.log(`window: ${median(starts).toFixed(2)} s from start to usable (driver included), ${memory} MB`);
