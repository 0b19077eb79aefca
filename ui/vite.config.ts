// Owns how the interface is bundled. Refuses inlined assets, so that a strict content policy holds.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: { target: "safari16", assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: true },
});
