// The main job on the sample clip, side by side with the ffmpeg program doing the same picture and
// sound work (cut, scale, crop, captions, encode) with the cuts and captions that ours found.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, median } from "./measure.mjs";

const { MANG } = process.env;
const rounds = 3;
const folder = mkdtempSync(join(tmpdir(), "mang-bench-"));
const home = { MANG_HOME: join(folder, "home") };
const out = join(folder, "demo");
await measure(MANG, ["demo", "--out", out], home);
const clip = join(out, "sample.mp4");
const { clip_us } = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
const model = join(import.meta.dirname, "..", "models", "test", "ggml-espeak-vi-test.bin");

const { keep } = JSON.parse(readFileSync(join(out, "cuts.json"), "utf8"));
const kept = keep.map((range) => `between(t,${range.start_us / 1e6},${range.end_us / 1e6 - 1e-4})`).join("+");
const graph = join(folder, "graph.txt");
writeFileSync(graph, [
  `[0:v]select='${kept}',setpts=N/FRAME_RATE/TB,scale=1080:1920:force_original_aspect_ratio=increase,crop=1080:1920,subtitles=${join(out, "captions.srt")}[v]`,
  `[0:a]aselect='${kept}',asetpts=N/SR/TB[a]`,
].join(";"));
const peer = ["-y", "-v", "error", "-i", clip, "-filter_complex_script", graph, "-map", "[v]", "-map", "[a]",
  "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", join(folder, "peer.mp4")];

const ours = [];
const theirs = [];
for (let round = 0; round < rounds; round += 1) {
  ours.push(await measure(MANG, ["make", clip, "--out", join(folder, "done"), "--force", "--model", model], home));
  theirs.push(await measure("ffmpeg", peer));
}
if (ours.some((run) => run.code > 1) || theirs.some((run) => run.code !== 0)) throw new Error("a run failed");
const wall = median(ours.map((run) => run.seconds));
const other = median(theirs.map((run) => run.seconds));
const most = (of, runs) => Math.max(...runs.map((run) => run[of]));
console.log(`main job: ${wall.toFixed(1)} s for ${(clip_us / 1e6).toFixed(1)} s of clip = ${(wall / (clip_us / 1e6)).toFixed(2)} × its length (probe, recognition, pauses, check, render, self-check)`);
console.log(`ffmpeg program, render only: ${other.toFixed(1)} s; ours ÷ ffmpeg = ${(wall / other).toFixed(2)}`);
console.log(`peak memory: parent ${most("parent", ours)} MB, child ${most("child", ours)} MB; ffmpeg ${most("parent", theirs)} MB`);
