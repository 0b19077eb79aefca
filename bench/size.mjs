// Size of the interface as shipped: scripts packed with gzip, against the budget of 250 kB.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const folder = join(import.meta.dirname, "..", "ui", "dist", "assets");
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => readFileSync(join(folder, name)));
const raw = scripts.reduce((sum, text) => sum + text.length, 0);
const packed = scripts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
console.log(`scripts: ${Math.round(raw / 1000)} kB, ${Math.round(packed / 1000)} kB packed`);
