// Owns asking a real browser which frame it shows after a seek. Serves films and a page on a
// loopback address, starts the browser on it, and prints what the page read as JSON.
// usage: node seek.mjs chromium|webkit PLAN.json   PLAN: [{ "file": "a.mp4", "times": [0.1, 2.5] }]
import { spawn } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [kind, planFile] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, "utf8"));
const profile = mkdtempSync(join(tmpdir(), "mang-seek-"));
const page = readFileSync(join(import.meta.dirname, "page.html"));
const longest = 150_000;

/** WebKitGTK's own small browser: the engine and the GStreamer that the app's window has. */
const miniBrowser = () => ["x86_64", "aarch64"].flatMap((cpu) => ["4.1", "4.0"].map((api) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-${api}/MiniBrowser`)).find(existsSync);

const browsers = {
  chromium: (url) => ["chromium", ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--autoplay-policy=no-user-gesture-required", "--mute-audio", `--user-data-dir=${profile}`, url]],
  webkit: (url) => ["xvfb-run", ["-a", "-s", "-screen 0 800x600x24 -nolisten tcp", "dbus-run-session", "--", miniBrowser(), "--private", url]],
};

/** Sends a file, or the part of it that was asked for. */
function send(request, response, file) {
  const { size } = statSync(file);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/u.exec(request.headers.range ?? "") ?? [];
  const [start, end] = [Number(from ?? 0), to ? Math.min(Number(to), size - 1) : size - 1];
  const part = from === undefined ? {} : { "content-range": `bytes ${start}-${end}/${size}` };
  response.writeHead(from === undefined ? 200 : 206, { "content-type": "video/mp4", "accept-ranges": "bytes", "content-length": end - start + 1, ...part });
  createReadStream(file, { start, end }).on("error", () => response.destroy()).pipe(response);
}

let browser;
const read = await new Promise((resolve, reject) => {
  const server = createServer((request, response) => {
    const [, film] = /^\/film\/(\d+)$/u.exec(request.url) ?? [];
    if (film !== undefined) send(request, response, plan[Number(film)].file);
    else if (request.url === "/plan") response.end(JSON.stringify(plan.map(({ times }) => times)));
    else if (request.url === "/") response.writeHead(200, { "content-type": "text/html" }).end(page);
    else if (request.method === "POST") {
      let text = "";
      request.on("data", (piece) => { text += piece; });
      request.on("end", () => { response.end(); server.close(); resolve(JSON.parse(text)); });
    } else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1", () => {
    const [program, args] = browsers[kind](`http://127.0.0.1:${server.address().port}/`);
    // A group of its own: xvfb-run alone would leave its children.
    browser = spawn(program, args, { detached: true, stdio: "ignore", env: { ...process.env, HOME: profile, XDG_RUNTIME_DIR: profile } });
    browser.on("error", (error) => reject(new Error(`${program} is needed by the tests (${error.message}): run ./x setup`)));
    browser.on("exit", (code) => reject(new Error(`${program} ended with ${code} before the page was done`)));
  });
  setTimeout(() => reject(new Error(`${kind}: no answer after ${longest / 1000} s`)), longest).unref();
}).finally(() => {
  browser?.removeAllListeners("exit");
  try { process.kill(-browser.pid, "SIGKILL"); } catch { /* it has ended */ }
});
console.log(JSON.stringify(read));
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
process.exit(0);
