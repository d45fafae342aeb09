import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The quick tests of `npm run check`: no database, no browser. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: { include: ["test/boundaries.test.ts", "test/docs.test.ts", "test/types.test.ts"], reporters: ["dot"] },
});
