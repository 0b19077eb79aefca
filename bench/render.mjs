// Captions drawn in, another shape and even loudness, side by side with the ffmpeg program doing the
// same work with the same encoder settings, in turns: sound measured first, then crop, scale,
// captions, gain, limiter and encode.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, median, tree } from "./measure.mjs";

const { MANG } = process.env;
const rounds = Number(process.env.ROUNDS ?? "5");
const seconds = Number(process.env.LENGTH ?? "30");
const folder = mkdtempSync(join(tmpdir(), "mang-bench-"));
const clip = join(folder, "clip.mp4");
const captions = join(folder, "captions.srt");
execFileSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", `testsrc2=s=1920x1080:r=30:d=${seconds},noise=alls=12:allf=t`,
  "-f", "lavfi", "-i", `aevalsrc='0.1*(0.6+0.4*sin(5*t))*sin(2*PI*220*t)+0.6*lt(mod(t,3),0.004)*(random(0)*2-1)':s=48000:d=${seconds}`,
  "-c:v", "libx264", "-preset", "veryfast", "-crf", "22", "-pix_fmt", "yuv420p", "-c:a", "aac", clip]);
const time = (n) => `00:00:${String(n).padStart(2, "0")},000`;
writeFileSync(captions, Array.from({ length: Math.floor(seconds / 2) }, (_, n) => `${n + 1}\n${time(2 * n)} --> ${time(2 * n + 2)}\nMật ong rừng của nhà mình\nquay ngay tại vườn, câu ${n + 1}\n`).join("\n"));

/** Seconds of processor time of a process tree, as far as it could be seen while it ran. */
function watchProcessor() {
  const seen = new Map();
  const tick = () => {
    for (const pid of tree(process.pid)) {
      if (pid === process.pid) continue;
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
        seen.set(pid, (Number(fields[11]) + Number(fields[12])) / 100);
      } catch {
        // it has ended meanwhile
      }
    }
  };
  const timer = setInterval(tick, 20);
  return () => {
    clearInterval(timer);
    return [...seen.values()].reduce((sum, one) => sum + one, 0);
  };
}

async function run(program, args) {
  const stop = watchProcessor();
  const result = await measure(program, args, { MANG_HOME: join(folder, "home") });
  if (result.code !== 0) throw new Error(`${program} ended with ${result.code}`);
  return { ...result, processor: stop() };
}

const graph = `crop=w=606:h=1080,scale=1080:1920:flags=bicubic,subtitles=${captions}:force_style='FontName=DejaVu Sans,BorderStyle=4,Fontsize=14'`;
const video = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-maxrate", "12M", "-bufsize", "24M", "-profile:v", "high", "-g", "60", "-pix_fmt", "yuv420p"];
const theirArgs = ["-y", "-v", "error", "-i", clip, "-vf", graph, "-af", "volume=8dB,alimiter=limit=0.8:level=0", ...video, "-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart", join(folder, "peer.mp4")];
const ourArgs = ["render", clip, "--captions", captions, "--preset", "tiktok", "--style", "box", "-o", join(folder, "ours.mp4"), "--force"];

const ours = [];
const theirs = [];
for (let round = 0; round < rounds; round += 1) {
  ours.push(await run(MANG, ourArgs));
  const heard = await run("ffmpeg", ["-v", "error", "-i", clip, "-vn", "-af", "ebur128=peak=true", "-f", "null", "-"]);
  const made = await run("ffmpeg", theirArgs);
  theirs.push({ seconds: heard.seconds + made.seconds, processor: heard.processor + made.processor, parent: made.parent });
}
const of = (field, runs) => median(runs.map((one) => one[field]));
const [wall, other] = [of("seconds", ours), of("seconds", theirs)];
console.log(`render: 1080p30 of ${seconds} s to 1080x1920 with captions and loudness, median of ${rounds}`);
console.log(`ours ${wall.toFixed(1)} s wall, ${of("processor", ours).toFixed(1)} s processor, ${of("child", ours)} MB (probe, first pass, render, self-check)`);
console.log(`ffmpeg ${other.toFixed(1)} s wall, ${of("processor", theirs).toFixed(1)} s processor, ${of("parent", theirs)} MB (first pass, render)`);
console.log(`ours ÷ ffmpeg = ${(wall / other).toFixed(2)} wall, ${(of("processor", ours) / of("processor", theirs)).toFixed(2)} processor; target 1.00`);
