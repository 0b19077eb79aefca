// Newer rules in the real window: fetched from an address when the button is pressed, refused when
// they are wrong, and the old ones stay.
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Studio, at, mang } from "./studio.mjs";

const { SCRATCH } = process.env;
const files = new Map();
const asked = [];
let studio, server, root, keys;

/** A rule set of that date and number, as its publisher gives it. */
function set(date, serial) {
  const folder = join(SCRATCH, `rules-${serial}`);
  cpSync(join(import.meta.dirname, "..", "..", "rules"), folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith("pack.toml"))) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(/^date *=.*$/mu, `date = "${date}"`));
  }
  const place = join(SCRATCH, `${serial}.json`);
  assert.equal(mang("rules", "pack", folder, "--serial", String(serial), "-o", place).code, 0);
  return readFileSync(place);
}

/** A signature as the minisign program makes it. */
function signed(bytes) {
  const own = sign(null, createHash("blake2b512").update(bytes).digest(), keys.privateKey);
  const comment = "of a test";
  const all = sign(null, Buffer.concat([own, Buffer.from(comment)]), keys.privateKey);
  const head = Buffer.concat([Buffer.from("ED"), Buffer.alloc(8, 7), own]);
  return `untrusted comment: a test\n${head.toString("base64")}\ntrusted comment: ${comment}\n${all.toString("base64")}\n`;
}

function publish(date, serial) {
  const bytes = set(date, serial);
  files.set("/rules.json", bytes);
  files.set("/rules.json.minisig", signed(bytes));
}

before(async () => {
  keys = generateKeyPairSync("ed25519");
  const raw = keys.publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const key = join(SCRATCH, "key.pub");
  writeFileSync(key, `untrusted comment: a test\n${Buffer.concat([Buffer.from("Ed"), Buffer.alloc(8, 7), raw]).toString("base64")}\n`);
  server = createServer((request, answer) => {
    asked.push(request.url);
    const file = files.get(request.url);
    answer.writeHead(file ? 200 : 404).end(file);
  }).listen(0, "127.0.0.1");
  await new Promise((go) => server.once("listening", go));
  root = `http://127.0.0.1:${server.address().port}`;
  publish("2098-01-01", 1);
  // A publisher of one's own is trusted on the command line; from then on the window knows it. The
  // command line is waited for, so the one that asks this server must not stand in its way.
  const { spawn } = await import("node:child_process");
  const code = await new Promise((go) => spawn(process.env.MANG, ["rules", "fetch", `${root}/rules.json`, "--key", key]).on("exit", go));
  assert.equal(code, 0);
  studio = await Studio.start();
  await studio.welcome();
  await studio.press("help");
  await studio.sees("rules-are");
});

after(async () => {
  await studio?.end();
  server?.close();
});

const are = (pattern) => studio.until(String(pattern), `(${pattern}).test(document.querySelector(${JSON.stringify(at("rules-are"))})?.innerText ?? "")`, 30);

test("the address is known, and newer rules come when the button is pressed", async () => {
  await are(/2098/u);
  assert.equal(await studio.value("rules-address"), `${root}/rules.json`);
  publish("2099-01-01", 2);
  asked.length = 0;
  await studio.press("rules-fetch");
  await are(/2099.*127\.0\.0\.1/u);
  assert.deepEqual(asked, ["/rules.json.minisig", "/rules.json"]);
  await studio.shot("rules-fetched");
  await studio.press("rules-fetch");
  await studio.until("nothing newer", `/Không có bộ nào mới hơn/u.test(document.querySelector(${JSON.stringify(at("rules-outcome"))})?.innerText ?? "")`, 30);
});

test("an older set is refused with a sentence, and the rules in use stay", async () => {
  publish("2098-06-01", 9);
  await studio.press("rules-fetch");
  await studio.until("a refusal", `/không mới hơn/u.test(document.querySelector("[role=alert]")?.innerText ?? "")`, 30);
  await studio.shot("rules-refused");
  await are(/2099/u);
  files.clear();
  await studio.press("rules-fetch");
  await studio.until("a refusal", `/không có bộ quy tắc ở địa chỉ này/u.test(document.querySelector("[role=alert]")?.innerText ?? "")`, 30);
  await are(/2099/u);
});
