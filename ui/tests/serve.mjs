// Owns a small server for ui/dist, with ranges so that films can be sought. Refuses anything outside its folders.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".mp4": "video/mp4" };

/** `extra` maps a path such as "/sample.mp4" to a file. */
export async function serve(folder, extra = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://x").pathname);
    const file = extra[path] ?? join(folder, path === "/" ? "index.html" : path);
    try {
      const body = await readFile(file);
      const type = types[extname(file)] ?? "application/octet-stream";
      const range = /^bytes=(\d+)-(\d*)$/u.exec(request.headers.range ?? "");
      // The policy that the window will have at least: nothing inline, nothing from elsewhere.
      const policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; media-src 'self'";
      const headers = { "content-type": type, "accept-ranges": "bytes", "content-security-policy": policy };
      if (range) {
        const start = Number(range[1]);
        const end = range[2] ? Number(range[2]) : body.length - 1;
        response.writeHead(206, { ...headers, "content-range": `bytes ${start}-${end}/${body.length}`, "content-length": end - start + 1 });
        response.end(body.subarray(start, end + 1));
      } else {
        response.writeHead(200, { ...headers, "content-length": body.length });
        response.end(request.method === "HEAD" ? undefined : body);
      }
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not here");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
