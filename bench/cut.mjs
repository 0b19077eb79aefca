// The same cuts of the same ten minutes, side by side and in turns: ours, the Python program
// smartcut, the ffmpeg program encoding everything anew with the settings of our own full render,
// and as the floor the ffmpeg program copying from keyframe to keyframe, which is not exact.
// CUTS=1,10,100  ROUNDS=5  FULL=5 (rounds of the full render, which takes minutes; 0 leaves it out)  MINUTES=10  GOP=60  SMARTCUT=/path/to/smartcut  LABEL=a word
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clip, judge, kept, needed } from "./cut-clip.mjs";
import { measure, median } from "./measure.mjs";

const { MANG, SMARTCUT } = process.env;
const [rounds, minutes, gop] = [["ROUNDS", 5], ["MINUTES", 10], ["GOP", 60]].map(([name, usual]) => Number(process.env[name] ?? usual));
const fullRounds = Number(process.env.FULL ?? rounds);
const counts = (process.env.CUTS ?? "1,10,100").split(",").map(Number);
const source = await clip(join(import.meta.dirname, "out"), { minutes, gop });
const frames = minutes * 60 * 30;
const folder = mkdtempSync(join(tmpdir(), "mang-bench-"));
const second = (frame) => (frame / 30).toFixed(6);
console.log(`${minutes} min 1080p30 H.264, keyframe every ${gop}, ${(statSync(source).size / 1e6).toFixed(0)} MB; median of ${rounds}, of the full render ${fullRounds}; ${process.env.LABEL ?? ""}`);

function tools(keep, name) {
  const place = (tool) => join(folder, `${tool}-${name}.mp4`);
  const cuts = join(folder, `cuts-${name}.json`);
  const micros = (frame) => Math.round((frame * 1e6) / 30);
  writeFileSync(cuts, JSON.stringify({ duration_us: micros(frames), keep: keep.map(([a, b]) => ({ start_us: micros(a), end_us: micros(b) })) }));
  const list = join(folder, `list-${name}.txt`);
  writeFileSync(list, keep.map(([a, b]) => `file '${source}'\ninpoint ${second(a)}\noutpoint ${second(b)}`).join("\n"));
  const graph = join(folder, `graph-${name}.txt`);
  const pieces = keep.map((_, i) => `[s${i}]`).join("");
  const trims = keep.map(([a, b], i) => `[s${i}]atrim=${second(a)}:${second(b)},asetpts=PTS-STARTPTS[a${i}]`).join(";");
  // In tens, because ffmpeg's reader of expressions gives up at a hundred sums in a row.
  const tens = Array.from({ length: Math.ceil(keep.length / 10) }, (_, i) => keep.slice(10 * i, 10 * i + 10));
  const picked = tens.map((ten) => `(${ten.map(([a, b]) => `between(n,${a},${b - 1})`).join("+")})`).join("+");
  // `select` and not `trim`, which would decode into a queue for every range: the faster of both.
  writeFileSync(graph, `[0:v]select='${picked}',setpts=N/30/TB[v];[0:a]asplit=${keep.length}${pieces};${trims};${keep.map((_, i) => `[a${i}]`).join("")}concat=n=${keep.length}:v=0:a=1[a]`);
  const all = {
    ours: [MANG, ["cut", source, "--cuts", cuts, "--mode", "auto", "-o", place("ours"), "--force", "--json"]],
    smartcut: [SMARTCUT, [source, place("smartcut"), "--keep", keep.flat().map(second).join(",")]],
    "ffmpeg full": ["ffmpeg", ["-y", "-v", "error", "-i", source, "-filter_complex_script", graph, "-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20",
      "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", place("ffmpeg full")]],
    "ffmpeg copy": ["ffmpeg", ["-y", "-v", "error", "-f", "concat", "-safe", "0", "-i", list, "-c", "copy", "-movflags", "+faststart", place("ffmpeg copy")]],
  };
  if (!SMARTCUT || !existsSync(SMARTCUT)) {
    console.log("smartcut is not here: its rows are missing");
    delete all.smartcut;
  }
  if (fullRounds === 0) delete all["ffmpeg full"];
  return { all, place };
}

const column = (text, width) => String(text).padStart(width);
const row = (cells) => console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(12) : column(cell, 10))).join(""));
let failed = false;
const target = (what, value, met) => {
  failed ||= !met;
  console.log(`  ${met ? "met   " : "MISSED"} ${what}: ${value}`);
};

for (const count of counts) {
  const keep = kept(frames, count);
  const stay = keep.reduce((sum, [a, b]) => sum + b - a, 0);
  const { all, place } = tools(keep, count);
  const must = needed(source, keep, frames);
  const runs = Object.fromEntries(Object.keys(all).map((tool) => [tool, []]));
  let said = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [tool, [program, args]] of Object.entries(all)) {
      if (tool === "ffmpeg full" && round >= fullRounds) continue;
      // A home of its own every time: nothing was indexed before.
      const home = mkdtempSync(join(folder, "home-"));
      const log = join(folder, "said.json");
      rmSync(place(tool), { force: true });
      const run = await measure(program, args, { MANG_HOME: home }, log);
      if (run.code !== 0) throw new Error(`${tool} ended with ${run.code}: ${readFileSync(log, "utf8")}`);
      if (tool === "ours") said = JSON.parse(readFileSync(log, "utf8"));
      runs[tool].push(run);
    }
  }
  console.log(`\n${count} cut${count > 1 ? "s" : ""}: ${stay} of ${frames} frames stay, ${must} share a GOP with a cut; ours: ${said.mode}, ${said.reason}`);
  row(["", "wall s", "CPU s", "MB", "encoded", "÷ needed", "wrong", "missing", "doubled", "sound ms"]);
  const wall = {};
  for (const tool of Object.keys(all)) {
    const of = (name) => median(runs[tool].map((run) => run[name]));
    wall[tool] = of("seconds");
    const encoded = { ours: said.frames_encoded, "ffmpeg full": stay, "ffmpeg copy": 0 }[tool];
    const found = judge(source, keep, place(tool));
    row([tool, wall[tool].toFixed(1), of("cpu").toFixed(1), of("memory"), encoded ?? "?", encoded === undefined ? "?" : (encoded / must).toFixed(2), found.wrong, found.missing, found.doubled, found.shift.toFixed(1)]);
    if (tool === "ours") target("ours is exact", JSON.stringify(found), found.wrong + found.missing + found.doubled === 0 && found.shift < 10);
  }
  if (wall.smartcut) target("faster than smartcut by 1.5", (wall.smartcut / wall.ours).toFixed(2), wall.smartcut / wall.ours >= 1.5);
  const ratio = wall["ffmpeg full"] / wall.ours;
  if (Number.isNaN(ratio)) console.log("  no full render beside it in this run");
  else if (count === 10) target("faster than a full render by 15", ratio.toFixed(1), ratio >= 15);
  else target("never slower than a full render", ratio.toFixed(2), ratio >= 1);
  if (said.mode !== "full") target("frames encoded at most 1.05 of those needed", (said.frames_encoded / must).toFixed(3), said.frames_encoded <= 1.05 * must);
}
rmSync(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;
