// Bundles the program into dist/main.js: what is not used of its libraries need not be loaded and kept in memory.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

await build({
  absWorkingDir: new URL("..", import.meta.url).pathname,
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node22.19",
  conditions: ["source"],
  // Packages in CommonJS ask for `require`.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  define: { UPSTART_VERSION: JSON.stringify(version) },
  logLevel: "warning",
});
