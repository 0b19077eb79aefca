// Owns the clip of the cut bench and reading it back: each frame carries its number as bars on
// top, its sound is noise that is nowhere the same. Refuses to time anything.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";

const BITS = 16;
const RATE = 30;
const SOUND = 8000;

/** Runs a program to its end and gives what it wrote. */
function read(program, args) {
  const done = spawnSync(program, args, { maxBuffer: 2 ** 31, stdio: ["ignore", "pipe", "pipe"] });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${done.stderr}`);
  return done.stdout;
}

/** Makes the clip once; later runs find it in `folder`. */
export async function clip(folder, { minutes, gop }) {
  const file = join(folder, `cut-${minutes}min-gop${gop}.mp4`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const frames = minutes * 60 * RATE;
  const half = `${file}.half.mp4`;
  console.log(`making ${minutes} minutes of film once, this takes a while`);
  const graph = "[1:v]scale=1920:64:flags=neighbor,format=yuv420p[bars];[0:v]noise=alls=4:allf=t[film];[film][bars]overlay=0:0:shortest=1[v];[2:a]lowpass=f=1500,aformat=channel_layouts=stereo[a]";
  const maker = spawn("ffmpeg", ["-v", "error", "-y",
    "-f", "lavfi", "-i", `testsrc2=s=1920x1080:r=${RATE}:d=${minutes * 60}`,
    "-f", "rawvideo", "-pix_fmt", "gray", "-s", `${BITS}x1`, "-r", `${RATE}`, "-i", "pipe:0",
    "-f", "lavfi", "-i", `anoisesrc=a=0.5:c=pink:seed=7:r=48000:d=${minutes * 60}`,
    "-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "21",
    "-g", `${gop}`, "-keyint_min", `${gop}`, "-sc_threshold", "0", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", half],
  { stdio: ["pipe", "inherit", "inherit"] });
  const bars = Buffer.alloc(frames * BITS);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let bit = 0; bit < BITS; bit += 1) bars[frame * BITS + bit] = (frame >> bit) & 1 ? 220 : 30;
  }
  maker.stdin.end(bars);
  const code = await new Promise((done) => maker.on("close", done));
  if (code !== 0) throw new Error("the clip could not be made");
  renameSync(half, file);
  return file;
}

/** Kept ranges in whole frames after `count` pieces were removed; the same ones in every run. */
export function kept(frames, count) {
  let state = 7 + count;
  const below = (end) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * end);
  };
  const slot = Math.floor(frames / count);
  const keep = [];
  let from = 0;
  for (let piece = 0; piece < count; piece += 1) {
    const start = piece * slot + Math.floor(slot / 4) + below(Math.floor(slot / 4));
    const end = start + Math.floor(slot / 10) + below(Math.floor(slot / 5));
    keep.push([from, start]);
    from = end;
  }
  keep.push([from, frames]);
  return keep;
}

/** The number of every frame of a film, in order. */
function numbers(file) {
  const bars = read("ffmpeg", ["-v", "error", "-i", file, "-vf", `crop=1920:48:0:8,scale=${BITS}:1:flags=area`,
    "-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", "-"]);
  return Array.from({ length: bars.length / BITS }, (_, frame) => {
    let number = 0;
    for (let bit = 0; bit < BITS; bit += 1) number += bars[frame * BITS + bit] > 125 ? 2 ** bit : 0;
    return number;
  });
}

const samples = (file) => {
  const bytes = read("ffmpeg", ["-v", "error", "-i", file, "-vn", "-ac", "1", "-af", "aresample=async=1:first_pts=0", "-ar", `${SOUND}`, "-f", "f32le", "-"]);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
};

/** Milliseconds by which `result` comes late at `at` (s) against `source` at `from`; to 200 ms. */
function shift(source, from, result, at) {
  const [length, reach] = [0.15 * SOUND, 0.2 * SOUND];
  const [a, b] = [Math.round(from * SOUND), Math.round(at * SOUND)];
  let [best, most] = [0, -Infinity];
  for (let lag = -reach; lag <= reach; lag += 1) {
    let [product, energy] = [0, 1e-9];
    for (let i = 0; i < length; i += 1) {
      const one = result[b + lag + i] ?? 0;
      product += one * (source[a + i] ?? 0);
      energy += one * one;
    }
    const alike = product / Math.sqrt(energy);
    if (alike > most) [best, most] = [lag, alike];
  }
  return (best / SOUND) * 1000;
}

/** How many frames of a result are wrong, missing or doubled, and its worst sound shift in ms. */
export function judge(source, keep, result) {
  const wanted = keep.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
  const [found, hoped] = [numbers(result), new Set(wanted)];
  const seen = new Map();
  for (const number of found) seen.set(number, (seen.get(number) ?? 0) + 1);
  const [one, two] = [samples(source), samples(result)];
  let [out, worst] = [0, 0];
  for (const [from, to] of keep) {
    const length = (to - from) / RATE;
    if (length > 0.5) {
      for (const inside of [0.05, length - 0.25]) worst = Math.max(worst, Math.abs(shift(one, from / RATE + inside, two, out + inside)));
    }
    out += length;
  }
  return {
    wrong: found.filter((number) => !hoped.has(number)).length,
    missing: wanted.filter((number) => !seen.has(number)).length,
    doubled: [...seen.values()].filter((times) => times > 1).length,
    shift: worst,
  };
}

/** Frames that share a group of pictures with a border inside of it, of those that stay. */
export function needed(file, keep, frames) {
  const packets = read("ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", file]).toString().trim().split("\n");
  const keys = packets.filter((line) => line.includes("K")).map((line) => Math.round(Number(line.split(",")[0]) * RATE)).toSorted((a, b) => a - b);
  const inside = new Set();
  const add = (from, to) => { for (let frame = from; frame < to; frame += 1) inside.add(frame); };
  for (const [start, end] of keep) {
    if (!keys.includes(start)) add(start, Math.min(end, keys.find((key) => key > start) ?? frames));
    if (end !== frames && !keys.includes(end)) add(Math.max(start, keys.findLast((key) => key < end) ?? 0), end);
  }
  return inside.size;
}
