// Owns models to fetch: a server on this computer whose line is slow and breaks, and a catalogue that
// names it. Refuses to know the window.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

// Any whole model will do: it is fetched, looked at and removed, and never listens.
export const file = readFileSync(join(import.meta.dirname, "..", "..", "models", "test", "ggml-espeak-vi-test.bin"));
export const PIECE = 64 * 1024;
/** bytes after which the line breaks */
const BREAK = 1 << 20;

/** Everything from where it is asked for, slowly or not, until the line breaks. */
export class Server {
  sent = 0;
  slow = true;
  #server = createServer((request, response) => this.#serve(request, response));

  async start() {
    await new Promise((listening) => this.#server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  close() {
    this.#server.close();
  }

  #serve(request, response) {
    const from = Number(/bytes=(\d+)-/u.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      "Content-Length": file.length - from,
      "Content-Range": `bytes ${from}-${file.length - 1}/${file.length}`,
      "Accept-Ranges": "bytes",
      ETag: '"one"',
    });
    const piece = (next) => {
      if (next >= file.length) return response.end();
      if (next - from >= BREAK) return response.destroy();
      const part = file.subarray(next, next + PIECE);
      this.sent += part.length;
      response.write(part, () => setTimeout(() => piece(next + part.length), this.slow ? 60 : 5));
    };
    piece(from);
  }
}

const entry = (id, name, vivos, state) => `
[[family]]
id = "${id}"
name = "${name}"
dims = { vocabulary = 51865, audio_ctx = 1500, state = ${state}, audio_heads = ${state / 64}, audio_layers = 3, text_ctx = 448, text_heads = ${state / 64}, text_layers = 3, mels = 80 }
licence = "BSD-3-Clause"
licence_source = "https://example.org/licence"
doubts = ["licence"]
punctuation = false
good_at.vi = "Chỉ tiếng Việt, để thử."
good_at.en = "Vietnamese only, for trying."
good_at.fr = "Vietnamien seulement, pour essayer."
fitness = [{ language = "vi", set = "VIVOS", wer = ${vivos}, source = "https://example.org/${id}" }]
[[family.file]]
id = "${id}-q5_0"
format = "q5_0"
at = "here"
name = "${id}.bin"
bytes = ${file.length}
sha256 = "${createHash("sha256").update(file).digest("hex")}"
`;

/** Writes the catalogue that the window will read: a good model and a weak one at `address`. */
export function writeCatalogue(address) {
  const places = `checked = "2026-11-22"
[place.here]
addresses = ["${address}"]
checksums = "this test"
doubts = ["addresses"]
`;
  writeFileSync(process.env.MANG_MODEL_CATALOGUE, places + entry("good", "Giọng Việt", 6.3, 128) + entry("weak", "Giọng khác", 60.2, 64));
}
