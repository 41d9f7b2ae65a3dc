// Bundles the program into dist/: one small entry, and chunks that are loaded by the verbs that need them.
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

// Chunks are named after what is in them: those of earlier builds would stay for ever.
rmSync(new URL("../dist/chunks", import.meta.url), { recursive: true, force: true });

const result = await build({
  absWorkingDir: new URL("..", import.meta.url).pathname,
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  format: "esm",
  platform: "node",
  target: "node22.19",
  conditions: ["source"],
  chunkNames: "chunks/[name]-[hash]",
  // Packages in CommonJS ask for `require`.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  define: { UPSTART_VERSION: JSON.stringify(version) },
  external: ["@upstart/sandbox"],
  metafile: true,
  logLevel: "warning",
});

const entry = Object.entries(result.metafile.outputs).find(([file]) => file.endsWith("dist/main.js"))![1];
const heavy = Object.keys(entry.inputs).filter((input) =>
  /node_modules\/(@kubernetes|execa|undici|@dagrejs|yaml)\//.test(input),
);
if (heavy.length > 0) throw new Error(`these must not be in the entry, which every call loads: ${heavy.join(", ")}`);

// Bundled, a package in CommonJS has no named exports when it is imported dynamically: a module of ours imports it.
const { inputs } = result.metafile;
const nameless = Object.entries(inputs).flatMap(([file, { imports }]) =>
  imports
    .filter(({ kind, path }) => kind === "dynamic-import" && inputs[path]?.format === "cjs")
    .map(({ path }) => `${path} by ${file}`),
);
if (nameless.length > 0) throw new Error(`these must not be imported dynamically: ${nameless.join(", ")}`);
