// Bundles the server in this folder into dist/main.js: what is not used of its libraries need not be loaded and kept in memory.
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

// Chunks are named after what is in them: those of earlier builds would stay for ever.
rmSync("dist/chunks", { recursive: true, force: true });

await build({
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  bundle: true,
  // What is loaded for some clusters alone, being large, stays out of what is always loaded.
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
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
