// Owns the choice of the host: the real program in its window, the stand-in in a plain browser.
// Refuses anything else; no other file looks for the window.
import type { Host } from "./host";

export async function chooseHost(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauriHost;
  return (await import("./fake")).makeFakeHost(location.search);
}
