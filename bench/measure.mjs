// Owns how a program is measured: wall time and the peak memory of it and of its children, read
// from /proc while it runs. Refuses to judge the figures.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const field = (pid, file, name) => {
  try {
    const line = readFileSync(`/proc/${pid}/${file}`, "utf8").split("\n").find((one) => one.startsWith(name));
    return Number(line?.match(/\d+/u)?.[0] ?? 0);
  } catch {
    return 0; // it has ended meanwhile
  }
};

/** All processes below `root`, it included. */
export function tree(root) {
  const parents = new Map(readdirSync("/proc").filter((name) => /^\d+$/u.test(name)).map((pid) => [Number(pid), field(pid, "status", "PPid")]));
  const below = (pid) => pid === root || (parents.has(pid) && parents.get(pid) > 0 && below(parents.get(pid)));
  return [...parents.keys()].filter(below);
}

/** Proportional memory of processes, in MB. */
export const pss = (pids) => Math.round(pids.reduce((sum, pid) => sum + field(pid, "smaps_rollup", "Pss:"), 0) / 1024);

/** Runs a program; gives seconds, and peak MB of it and of its largest child. */
export function measure(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: "ignore" });
    const peak = { parent: 0, child: 0 };
    const timer = setInterval(() => {
      for (const pid of tree(child.pid)) {
        const of = pid === child.pid ? "parent" : "child";
        peak[of] = Math.max(peak[of], field(pid, "status", "VmHWM"));
      }
    }, 25);
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      resolve({ code, seconds: (performance.now() - started) / 1000, parent: Math.round(peak.parent / 1024), child: Math.round(peak.child / 1024) });
    });
  });
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
