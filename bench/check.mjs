// Precision and recall of the check, rule by rule and level by level, on labelled drafts, and its
// speed. Drafts are JSON lines as in crates/policy/tests/data; others are named by DRAFTS=FILE,FILE.
// "Strict" wants the same rule; "group" counts a rule of the same group.
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";

const { MANG, SPEED } = process.env;
const learned = ["clean", "honest", "said", "told", "heard", "taught", "posted", "plain", "everyday", "blind-a", "blind-b", "blind-c", "blind-d"].map((name) => `data/${name}`);
const own = ["unseen/long", "unseen/blind-f", "unseen/blind-g", "unseen/blind-k", "unseen/everyday", ...learned].map((name) => join(import.meta.dirname, "../crates/policy/tests", `${name}.jsonl`));
const given = (process.env.DRAFTS ?? "").split(",").filter(Boolean);
// A finding ends the program with a code of its own; what it printed counts.
const run = (args, input = "") => new Promise((resolve) => {
  const child = execFile(MANG, [...args, "--json"], { encoding: "utf8", maxBuffer: 1 << 26 }, (_, printed) => resolve(JSON.parse(printed)));
  child.stdin.end(input);
});
/** `job` of every item, as many at once as the machine has cores; results in order. */
async function together(items, job) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await job(items[at]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}
const about = new Map((await run(["rules", "list"])).about.map((rule) => [rule.id, rule]));
const group = (id) => about.get(id)?.group ?? id;
const level = (id, platform) => about.get(id)?.severity[platform] ?? "off";
const severe = (severity) => severity === "block" || severity === "restrict";
const share = (part, all) => (all === 0 ? "    –" : (part / all).toFixed(3));

async function score(file) {
  const rules = new Map();
  const levels = new Map();
  const count = (map, key, what) => {
    const row = map.get(key) ?? { hit: 0, wrong: 0, missed: 0, strict: 0 };
    row[what] += 1;
    map.set(key, row);
  };
  let [clean, alarmed, disguised, undone] = [0, 0, 0, 0];
  const drafts = readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const checked = await together(drafts, ({ text, platform, context = {} }) =>
    run(["check", "-", "--platform", platform, "--context", JSON.stringify(context)], text));
  for (const [at, { id, text, platform, expect, not_expect: traps = [] }] of drafts.entries()) {
    const { findings } = checked[at];
    const seen = new Set(findings.flatMap((finding) => [finding.rule, ...finding.also]));
    const groups = new Set([...seen].map(group));
    for (const rule of expect) {
      const hit = seen.has(rule) || groups.has(group(rule));
      count(rules, rule, hit ? "hit" : "missed");
      count(levels, level(rule, platform), hit ? "hit" : "missed");
      if (seen.has(rule)) for (const [map, key] of [[rules, rule], [levels, level(rule, platform)]]) count(map, key, "strict");
      if (!hit) console.log(`  missed ${rule} in ${id}: ${text.slice(0, 100)}`);
    }
    if (expect.includes("integrity/evasive-spelling")) {
      disguised += 1;
      undone += Number(seen.has("integrity/evasive-spelling") && expect.every((rule) => groups.has(group(rule))));
    }
    const wrong = findings.filter(({ rule, severity }) => (traps.includes(rule) || severe(severity)) && !expect.some((one) => one === rule || group(one) === group(rule)));
    for (const { rule, severity, text: marked } of wrong) {
      count(rules, rule, "wrong");
      count(levels, severity, "wrong");
      console.log(`  wrong  ${rule} in ${id}: “${marked}”`);
    }
    if (expect.length === 0) {
      clean += 1;
      alarmed += Number(findings.some(({ severity }) => severe(severity)));
    }
  }
  const table = (title, map) => {
    console.log(`${title.padEnd(36)}   hit strict  wrong missed  precision recall`);
    for (const [key, row] of [...map].sort(([a], [b]) => a.localeCompare(b))) {
      const cells = [row.hit, row.strict, row.wrong, row.missed].map((cell) => String(cell).padStart(6)).join(" ");
      console.log(`${key.padEnd(36)}${cells}  ${share(row.hit, row.hit + row.wrong).padStart(9)} ${share(row.hit, row.hit + row.missed)}`);
    }
  };
  table(`${basename(file)}: rules`, rules);
  table(`${basename(file)}: levels`, levels);
  const both = ["block", "restrict"].map((name) => levels.get(name) ?? { hit: 0, wrong: 0, missed: 0 });
  const sum = (what) => both.reduce((all, row) => all + row[what], 0);
  console.log(`block and restrict: precision ${share(sum("hit"), sum("hit") + sum("wrong"))} (≥ 0.95), recall ${share(sum("hit"), sum("hit") + sum("missed"))} (≥ 0.90); `
    + `clean drafts with an alarm ${alarmed} of ${clean} (≤ 2 %); disguised spellings ${undone} of ${disguised} (≥ 0.85)\n`);
}

for (const file of [...own, ...given]) await score(file);
if (SPEED) {
  const speed = JSON.parse(execFileSync(SPEED, { encoding: "utf8" }));
  console.log(`300 words: median ${speed.p50_ms} ms, p99 ${speed.p99_ms} ms (< 10); packs loaded in ${speed.load_ms} ms; 600 kB of one-letter sentences ${speed.letters_ms} ms`);
}
