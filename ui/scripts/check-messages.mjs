// Owns the check of the three message files: same keys, same placeholders, nothing unused, nothing empty.
// Refuses the build otherwise.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const load = (language) => JSON.parse(readFileSync(join(root, "messages", `${language}.json`), "utf8"));
const texts = (message) => (typeof message === "string" ? [message] : message.flatMap((variant) => Object.values(variant.match)));
const names = (message) => [...new Set(texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/gu)].map((found) => found[1])))].sort().join(" ");

const files = { vi: load("vi"), en: load("en"), fr: load("fr") };
const problems = [];
const keys = new Set(Object.values(files).flatMap((file) => Object.keys(file)));
for (const key of keys) {
  for (const [language, file] of Object.entries(files)) {
    if (!(key in file)) problems.push(`${language}: "${key}" is missing`);
    else if (texts(file[key]).some((text) => text.trim() === "")) problems.push(`${language}: "${key}" is empty`);
    else if (key in files.vi && names(file[key]) !== names(files.vi[key])) problems.push(`${language}: "${key}" has {${names(file[key])}}, vi has {${names(files.vi[key])}}`);
  }
}

const source = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "paraglide" ? [] : source(path);
    return /\.tsx?$/u.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
const code = source(join(root, "src")).join("\n");
const dynamic = new Set(["unit_mb", "unit_gb", "unit_tb"]);
// Said by the terminal only, which reads the same files.
const terminal = /^(?:cut_(?:reason_|counts$)|convert_(?:done$|problem_|loss_)|lint_|models_(?:minutes|to_fetch)$)/u;
for (const key of keys) {
  if (!dynamic.has(key) && !terminal.test(key) && !new RegExp(`\\bm\\.${key}\\b`, "u").test(code)) problems.push(`"${key}" is used nowhere`);
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`messages: ${keys.size} keys in ${Object.keys(files).join(", ")}`);
