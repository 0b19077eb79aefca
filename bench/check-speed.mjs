// 1, 100 and 10,000 drafts checked in one go: ours with all its rules, beside programs that look for
// a list of phrases: `vale` where it is (its packages fetch the program itself from elsewhere), and
// textlint with its phrase rule. Ours does far more with each draft, so only the ratio says something.
// BATCH=our example  VALE=/path/to/vale  TEXTLINT=folder with textlint installed  ROUNDS=3
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, median } from "./measure.mjs";

const { BATCH, VALE, TEXTLINT } = process.env;
const rounds = Number(process.env.ROUNDS ?? 3);
const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "mang-bench-"));

const data = join(root, "crates/policy/tests/data");
const texts = readdirSync(data).filter((name) => name.endsWith(".jsonl")).sort()
  .flatMap((name) => readFileSync(join(data, name), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).text));

// Every phrase of the word lists that is one as it stands: no amounts, no marks for our own reader.
const lists = join(root, "rules/words");
const phrases = [...new Set(readdirSync(lists).filter((name) => name !== "guards.toml" && name !== "short.toml")
  .flatMap((name) => [...readFileSync(join(lists, name), "utf8").matchAll(/"([^"\n]+)"/g)].map((found) => found[1]))
  .filter((phrase) => /^[\p{L}\p{N} ]+$/u.test(phrase)))];

const styles = join(folder, "styles/Own");
mkdirSync(styles, { recursive: true });
const quoted = (phrase) => `  - ${JSON.stringify(phrase)}`;
writeFileSync(join(styles, "Phrases.yml"), `extends: existence\nmessage: "%s"\nlevel: error\nignorecase: true\ntokens:\n${phrases.map(quoted).join("\n")}\n`);
writeFileSync(join(folder, ".vale.ini"), "StylesPath = styles\nMinAlertLevel = error\n[*]\nBasedOnStyles = Own\n");
const rules = phrases.map((phrase) => `  - pattern: ${JSON.stringify(phrase)}\n    expected: "?"`);
writeFileSync(join(folder, "prh.yml"), `version: 1\nrules:\n${rules.join("\n")}\n`);
writeFileSync(join(folder, ".textlintrc.json"), JSON.stringify({ rules: { prh: { rulePaths: [join(folder, "prh.yml")] } } }));

const textlint = TEXTLINT && join(TEXTLINT, "node_modules/textlint/bin/textlint.js");
const tools = { ours: (drafts) => [BATCH, [drafts]] };
if (VALE && existsSync(VALE)) tools.vale = (drafts) => [VALE, ["--config", join(folder, ".vale.ini"), "--output=JSON", drafts]];
else console.log("vale is not here: its rows are missing");
if (textlint && existsSync(textlint)) tools.textlint = (drafts) => ["node", [textlint, "--config", join(folder, ".textlintrc.json"), "--rules-base-directory", join(TEXTLINT, "node_modules"), "-f", "json", `${drafts}/*.txt`]];
else console.log("textlint is not here: its rows are missing");

console.log(`${texts.length} different drafts in turn, ${phrases.length} phrases; median of ${rounds}`);
for (const count of [1, 100, 10_000]) {
  const drafts = join(folder, `drafts-${count}`);
  mkdirSync(drafts);
  for (let at = 0; at < count; at += 1) writeFileSync(join(drafts, `${String(at).padStart(5, "0")}.txt`), texts[at % texts.length]);
  const wall = {};
  for (const [tool, command] of Object.entries(tools)) {
    const [program, args] = command(drafts);
    const runs = [];
    for (let round = 0; round < rounds; round += 1) {
      const run = await measure(program, args, {}, join(folder, "said"));
      // Both others say by 1 that they found something.
      if (run.code > (tool === "ours" ? 0 : 1)) throw new Error(`${tool} ended with ${run.code}`);
      runs.push(run);
    }
    const of = (name) => median(runs.map((run) => run[name]));
    wall[tool] = of("seconds");
    const ratio = tool === "ours" ? "" : `, ${(wall[tool] / wall.ours).toFixed(2)} times ours`;
    console.log(`${String(count).padStart(6)} drafts, ${tool.padEnd(8)} ${wall[tool].toFixed(2)} s wall, ${of("cpu").toFixed(2)} s CPU, ${of("memory")} MB${ratio}`);
  }
}
rmSync(folder, { recursive: true });
