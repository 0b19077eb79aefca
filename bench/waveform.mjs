// How soon a film of three hours shows its sound and its pictures, and how much memory that takes.
// The film is small (two frames a second, one minute copied 180 times), so that it is made quickly;
// reading the sound leaves out the picture's bytes, so a larger picture costs little more.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./measure.mjs";

const { MANG } = process.env;
const rounds = 3;
const minutes = 180;
const folder = mkdtempSync(join(tmpdir(), "mang-bench-"));
const [minute, film, output] = ["minute.mp4", "film.mp4", "output"].map((name) => join(folder, name));
const ffmpeg = (...args) => execFileSync("ffmpeg", ["-y", "-v", "error", ...args]);
ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:r=2:d=60", "-f", "lavfi", "-i", "sine=frequency=300:beep_factor=4:sample_rate=44100:d=60",
  "-c:v", "libx264", "-preset", "ultrafast", "-g", "20", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k", minute);
ffmpeg("-stream_loop", String(minutes - 1), "-i", minute, "-c", "copy", film);

const highest = (pid) => {
  try {
    return Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has ended meanwhile
  }
};
const size = () => {
  try {
    return statSync(output).size;
  } catch {
    return 0;
  }
};

/** Runs a task in a child; gives seconds to the first bytes and to the end, and peak MB. */
function run(task) {
  rmSync(output, { force: true });
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    const child = spawn(MANG, ["job-child"], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.write(`${JSON.stringify({ ...task, path: film, output })}\n`);
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    let first = 0;
    let peak = 0;
    const timer = setInterval(() => {
      if (first === 0 && size() > 0) first = seconds();
      peak = Math.max(peak, highest(child.pid));
    }, 5);
    child.on("error", reject);
    child.on("close", () => {
      clearInterval(timer);
      if (!said.includes('"done"')) reject(new Error(said));
      resolve({ first, all: seconds(), peak: Math.round(peak), bytes: size() });
    });
  });
}

const tasks = {
  waveform: { task: "waveform" },
  "24 thumbnails": { task: "thumbnails", duration: minutes * 60e6, count: 24, side: 160 },
};
for (const [name, task] of Object.entries(tasks)) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await run(task));
  const of = (what) => median(runs.map((one) => one[what]));
  console.log(`${name} of 3 hours: first after ${of("first").toFixed(2)} s, all after ${of("all").toFixed(1)} s, peak ${Math.max(...runs.map((one) => one.peak))} MB, ${runs[0].bytes} bytes`);
}
rmSync(folder, { recursive: true });
