// Precision and recall of the check, rule by rule and level by level, on labelled drafts, and its
// speed. Drafts are JSON lines as in crates/policy/tests/data; others are named by DRAFTS=FILE,FILE.
// "Strict" wants the same rule; "group" counts a rule of the same group.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

const { MANG, SPEED } = process.env;
const own = ["long", "clean", "said", "told"].map((name) => join(import.meta.dirname, "../crates/policy/tests/data", `${name}.jsonl`));
const given = (process.env.DRAFTS ?? "").split(",").filter(Boolean);
const run = (args, input = "") => JSON.parse(spawnSync(MANG, [...args, "--json"], { input, encoding: "utf8", maxBuffer: 1 << 26 }).stdout);
const about = new Map(run(["rules", "list"]).about.map((rule) => [rule.id, rule]));
const group = (id) => about.get(id)?.group ?? id;
const level = (id, platform) => about.get(id)?.severity[platform] ?? "off";
const severe = (severity) => severity === "block" || severity === "restrict";
const share = (part, all) => (all === 0 ? "    –" : (part / all).toFixed(3));

function score(file) {
  const rules = new Map();
  const levels = new Map();
  const count = (map, key, what) => {
    const row = map.get(key) ?? { hit: 0, wrong: 0, missed: 0, strict: 0 };
    row[what] += 1;
    map.set(key, row);
  };
  let [clean, alarmed, disguised, undone] = [0, 0, 0, 0];
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const { id, text, platform, context = {}, expect, not_expect: traps = [] } = JSON.parse(line);
    const { findings } = run(["check", "-", "--platform", platform, "--context", JSON.stringify(context)], text);
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

for (const file of [...own, ...given]) score(file);
if (SPEED) {
  const speed = JSON.parse(execFileSync(SPEED, { encoding: "utf8" }));
  console.log(`300 words: median ${speed.p50_ms} ms, p99 ${speed.p99_ms} ms (< 10); packs loaded in ${speed.load_ms} ms; 600 kB of one-letter sentences ${speed.letters_ms} ms`);
}
