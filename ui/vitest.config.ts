// Owns how pure logic is tested: in node, without a browser. Refuses the network.
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { environment: "node", include: ["tests/**/*.test.ts"] } });
