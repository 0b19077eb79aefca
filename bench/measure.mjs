// Owns how a program is measured: wall time, and the processor time and peak memory of it and of
// its children, read from /proc while it runs. Refuses to judge the figures.
import { spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";

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

/** Seconds that processes have computed, with children of theirs that have ended; 100 ticks are a second. */
const computed = (pids) => pids.reduce((sum, pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return sum + fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) / 100;
  } catch {
    return sum; // it has ended meanwhile
  }
}, 0);

/**
 * Runs a program; gives seconds, seconds computed, peak MB of it, of its largest child and of all
 * at once. What it writes to standard output goes to the file `log`, if there is one.
 */
export function measure(program, args, env = {}, log = undefined) {
  return new Promise((resolve, reject) => {
    const out = log ? openSync(log, "w") : "ignore";
    const started = performance.now();
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", out, "ignore"] });
    const peak = { parent: 0, child: 0, all: 0 };
    let cpu = 0;
    const timer = setInterval(() => {
      const pids = tree(child.pid);
      for (const pid of pids) {
        const of = pid === child.pid ? "parent" : "child";
        peak[of] = Math.max(peak[of], field(pid, "status", "VmHWM"));
      }
      peak.all = Math.max(peak.all, pids.reduce((sum, pid) => sum + field(pid, "status", "VmRSS"), 0));
      cpu = Math.max(cpu, computed(pids));
    }, 25);
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      if (log) closeSync(out);
      const [parent, largest, memory] = [peak.parent, peak.child, peak.all].map((kilobytes) => Math.round(kilobytes / 1024));
      resolve({ code, seconds: (performance.now() - started) / 1000, cpu, parent, child: largest, memory });
    });
  });
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
