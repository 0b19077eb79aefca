// Recognition beside plain whisper-rs: the same model file, the same threads, the same recordings
// of 15 s, 60 s and 10 min, in turns. Plain means whisper.cpp's defaults: those of its library
// (greedy) and those of its command line (beam of five), in the build that the crate makes of itself
// (PLAIN); "our build" is the same with the options of our own. The model has Whisper's `base` size and
// gives the words of the small test model, so words and times can be judged as well as speed.
// ROUNDS=5  LENGTHS=15,60,600  BEAM=1 (the beam too: slow)  THREADS=2  LABEL=a word
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, median } from "./measure.mjs";

const { HEAR, PLAIN, BASE_MODEL } = process.env;
const rounds = Number(process.env.ROUNDS ?? "5");
const lengths = (process.env.LENGTHS ?? "15,60,600").split(",").map(Number);
const root = join(import.meta.dirname, "..");
const small = join(root, "models/test/ggml-espeak-vi-test.bin");
const out = join(import.meta.dirname, "out");
mkdirSync(out, { recursive: true });
const model = join(out, "base.bin");
if (!existsSync(model)) execFileSync(BASE_MODEL, [small, model]);
const folder = mkdtempSync(join(tmpdir(), "mang-bench-"));

/** Sentences that the model was not trained on, the same every time. */
const sentences = execFileSync("python3", ["-c", `
import random, sys
sys.path.insert(0, sys.argv[1])
import speech_grammar as grammar
rng = random.Random(41)
for _ in range(400): print(grammar.grammar_sentence(rng, True))`, join(root, "models/test")], { encoding: "utf8" }).trim().split("\n");

/** 16-bit samples of one sentence at 16 kHz, the quiet around it cut off. */
function speak(text, voice) {
  const wav = execFileSync("espeak-ng", ["-v", voice, "-s", "160", "--stdout", text], { maxBuffer: 1e8 });
  const pcm = execFileSync("ffmpeg", ["-v", "error", "-i", "-", "-ar", "16000", "-f", "s16le", "-"], { input: wav, maxBuffer: 1e8 });
  const samples = new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length >> 1);
  const top = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const loud = (one) => Math.abs(one) > 0.02 * top;
  return samples.slice(samples.findIndex(loud), samples.findLastIndex(loud) + 1);
}

/** A recording as creators make them: a breath between sentences, now and then a long pause. */
function recording(seconds) {
  const voices = ["vi", "vi-vn-x-central", "vi-vn-x-south"];
  const pauses = [0.4, 0.7, 0.5, 1.6, 0.6, 0.9, 3.0];
  const samples = new Int16Array(seconds * 16_000);
  const said = [];
  let at = 4_800;
  for (let n = 0; ; n += 1) {
    const text = sentences[n % sentences.length];
    const voice = speak(text, voices[Math.floor(n / 10) % 3]);
    if (at + voice.length + 4_800 > samples.length) break;
    samples.set(voice, at);
    said.push({ start: at / 16_000, end: (at + voice.length) / 16_000, text });
    at += voice.length + Math.round(pauses[n % pauses.length] * 16_000);
  }
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length * 2, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length * 2, 40);
  const path = join(folder, `${seconds}.wav`);
  writeFileSync(path, Buffer.concat([head, Buffer.from(samples.buffer)]));
  return { path, said };
}

const plain = (text) => text.toLowerCase().replace(/[.,?!]/gu, "").split(/\s+/u).filter(Boolean);

/** Words wrong, in percent, by the cheapest way from one text to the other. */
function wrong(said, heard) {
  const [a, b] = [said.flatMap((one) => plain(one.text)), heard.flatMap((one) => plain(one.text))];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) next.push(Math.min(row[j] + (word === other ? 0 : 1), row[j + 1] + 1, next[j] + 1));
    row = next;
  }
  return (100 * row.at(-1)) / a.length;
}

/** Seconds by which sentences begin elsewhere than they are said, in the middle of all; a sentence is found by its first three words. */
function late(said, heard) {
  const words = heard.flatMap((one) => plain(one.text).map((text, n) => ({ text, start: one.start, first: n === 0 })));
  const errors = said.flatMap(({ start, text }) => {
    const wanted = plain(text).slice(0, 3);
    const found = words.filter((one, i) => one.first && wanted.every((word, k) => words[i + k]?.text === word)).map((one) => Math.abs(one.start - start));
    const best = Math.min(...found);
    return best < 5 ? [best] : [];
  });
  return { middle: errors.length ? median(errors) : Number.NaN, found: errors.length };
}

const peers = {
  ours: [HEAR, "ours"],
  "whisper-rs": [PLAIN, "plain"],
  "our build": [HEAR, "plain"],
  ...(process.env.BEAM ? { "whisper-rs, beam": [PLAIN, "beam"] } : {}),
};
console.log(`recognition: model of base size, ${(statSync(model).size / 1e6).toFixed(0)} MB, median of ${rounds}; ${process.env.LABEL ?? ""}`);
let failed = false;
const target = (what, value, met) => {
  failed ||= !met;
  console.log(`  ${met ? "met   " : "MISSED"} ${what}: ${value}`);
};
let threads = process.env.THREADS ?? "2";
for (const seconds of lengths) {
  const { path, said } = recording(seconds);
  const runs = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, [program, how]] of Object.entries(peers)) {
      const log = join(folder, "said.json");
      const run = await measure(program, [how, model, path, threads], {}, log);
      if (run.code !== 0) throw new Error(`${name} ended with ${run.code}`);
      const answer = JSON.parse(readFileSync(log, "utf8"));
      // The peer gets the threads that ours takes.
      if (name === "ours") threads = String(answer.threads);
      runs[name].push({ ...run, ...answer });
    }
  }
  console.log(`\n${seconds} s, ${said.length} sentences, ${threads} threads`);
  console.log(["", "wall s", "of it loading", "CPU s", "MB", "words wrong", "starts off"].map((cell, i) => (i ? cell.padStart(14) : cell.padEnd(18))).join(""));
  const figures = {};
  for (const [name, of] of Object.entries(runs)) {
    const middle = (field) => median(of.map((run) => run[field]));
    const words = of[0].words;
    const starts = late(said, words);
    figures[name] = { wall: middle("seconds"), memory: middle("peak_kb") / 1024, wrong: wrong(said, words) };
    const cells = [figures[name].wall.toFixed(2), middle("load_s").toFixed(2), middle("cpu").toFixed(1), figures[name].memory.toFixed(0), `${figures[name].wrong.toFixed(1)} %`, `${starts.middle.toFixed(2)} s of ${starts.found}`];
    console.log(name.padEnd(18) + cells.map((cell) => cell.padStart(14)).join(""));
  }
  const [ours, other] = [figures.ours, figures["whisper-rs"]];
  if (seconds <= 60) target("2 times faster", (other.wall / ours.wall).toFixed(2), other.wall >= 2 * ours.wall);
  else console.log(`  faster by ${(other.wall / ours.wall).toFixed(2)}`);
  target("no worse error", `${ours.wrong.toFixed(1)} % to ${other.wrong.toFixed(1)} %`, ours.wrong <= other.wrong + 0.05);
  target("memory within 10 %", (ours.memory / other.memory).toFixed(2), ours.memory <= 1.1 * other.memory);
}
rmSync(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;
