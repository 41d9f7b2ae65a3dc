// Bundles the program into dist/: one small entry, and chunks that are loaded by the verbs that need them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { CALLS } from "./warm-up/calls.ts";
import { asciiOf, SCRIPT } from "./warm-up/script.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/**
 * Imported, node:process hands out all that it has, and with that opens standard input and asks for every feature.
 * The global is the same without.
 */
const globalProcess: Plugin = {
  name: "global-process",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(?:node:)?process$/ }, () => ({ path: "process", namespace: "global-process" }));
    onLoad({ filter: /.*/, namespace: "global-process" }, () => ({ contents: "module.exports = process;" }));
  },
};

// Chunks are named after what is in them: those of earlier builds would stay for ever. And code fits one program only.
const dist = new URL("../dist/", import.meta.url);
rmSync(new URL("chunks", dist), { recursive: true, force: true });
for (const file of readdirSync(dist)) if (/\.(?:code|script)$/.test(file)) rmSync(new URL(file, dist));

const common = {
  absWorkingDir: new URL("..", import.meta.url).pathname,
  bundle: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: "node",
  target: "node22.19",
  conditions: ["source"],
  // Its build for Node looks into the environment at every token; this one is the same without that.
  alias: { yaml: fileURLToPath(new URL("browser/index.js", import.meta.resolve("yaml/package.json"))) },
  define: { UPSTART_VERSION: JSON.stringify(version) },
  external: ["@upstart/sandbox"],
  metafile: true,
  logLevel: "warning",
} satisfies BuildOptions;

const result = await build({
  ...common,
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  splitting: true,
  format: "esm",
  chunkNames: "chunks/[name]-[hash]",
  // Packages in CommonJS ask for `require`.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  plugins: [globalProcess],
});

const { inputs, outputs } = result.metafile;

/** The sources that are loaded together with this one. */
function loadedWith(source: string): string[] {
  const files = [Object.keys(outputs).find((file) => outputs[file]!.inputs[source] !== undefined)!];
  for (const file of files) {
    const loaded = outputs[file]!.imports.filter((i) => i.kind === "import-statement" && !i.external);
    files.push(...loaded.map((i) => i.path).filter((path) => !files.includes(path)));
  }
  return files.flatMap((file) => Object.keys(outputs[file]!.inputs));
}

/** What of Node is loaded together with this source. */
function builtInWith(source: string): string[] {
  const loaded = new Set(loadedWith(source));
  const files = Object.values(outputs).filter(({ inputs: from }) =>
    Object.keys(from).some((input) => loaded.has(input)),
  );
  return files
    .flatMap(({ imports }) => imports.filter((i) => i.kind === "import-statement" && i.external))
    .map((i) => i.path);
}

function keepOut(pattern: RegExp, sources: readonly string[]): void {
  const heavy = sources.flatMap((s) => [...loadedWith(s), ...builtInWith(s)]).filter((input) => pattern.test(input));
  if (heavy.length > 0)
    throw new Error(`these must be loaded only where they are needed: ${heavy.slice(0, 5).join(", ")}`);
}

// Every call loads the entry; help and completion load the tree of verbs besides.
keepOut(/node_modules\/yaml\/|\/engine\/src\/index\.ts$/, ["src/main.ts", "src/complete.ts"]);
// What no verb needs at once: special ways to a cluster, running Helm, drawing.
const verbs = Object.keys(inputs).filter((file) => file.startsWith("src/verbs/"));
keepOut(/node_modules\/(@kubernetes|execa|undici|@dagrejs)\//, ["src/main.ts", "src/complete.ts", ...verbs]);
// Imported, it opens its own undici for the WebSocket that it hands out: 30 ms of CPU.
keepOut(/^(?:node:)?http$/, ["src/main.ts", "src/complete.ts", ...verbs]);

// Bundled, a package in CommonJS has no named exports when it is imported dynamically: a module of ours imports it.
const nameless = Object.entries(inputs).flatMap(([file, { imports }]) =>
  imports
    .filter(({ kind, path }) => kind === "dynamic-import" && inputs[path]?.format === "cjs")
    .map(({ path }) => `${path} by ${file}`),
);
if (nameless.length > 0) throw new Error(`these must not be imported dynamically: ${nameless.join(", ")}`);

/** What is large and none of ours stays a module: the script imports it where it is needed. */
const LARGE = {
  "@kubernetes/client-node": "client-node.js",
  "@upstart/clients/proxy-fetch": "proxy-fetch.js",
};

const largeAside: Plugin = {
  name: "large-aside",
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: new RegExp(`^(?:${Object.keys(LARGE).join("|")})$`) }, async ({ path, kind, ...from }) => {
      if (from.pluginData === "resolving") return undefined;
      if (kind !== "dynamic-import") throw new Error(`${path} is to be imported dynamically, also by ${from.importer}`);
      const found = await resolve(path, { kind, resolveDir: from.resolveDir, pluginData: "resolving" });
      const chunk = Object.keys(outputs).find((file) => isEntry(file, found.path));
      const stub = LARGE[path as keyof typeof LARGE];
      writeFileSync(new URL(stub, dist), `export * from "./${chunk!.slice("dist/".length)}";\n`);
      return { path: `./${stub}`, external: true };
    });
  },
};

function isEntry(file: string, source: string): boolean {
  const { entryPoint } = outputs[file]!;
  return entryPoint !== undefined && fileURLToPath(new URL(`../${entryPoint}`, import.meta.url)) === source;
}

const warmVerbs = new Set(CALLS.map(([verb]) => verb));

/** The script is run for verbs that have code only. What others load is not in it: V8 keeps a word of every function. */
const warmVerbsOnly: Plugin = {
  name: "warm-verbs-only",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\.\.?\// }, ({ kind, importer, path }) => {
      const [, verb] = /\/src\/commands\/([a-z-]+)\.ts$/.exec(importer) ?? [];
      const isCold = path === "./complete.ts" || (verb !== undefined && !warmVerbs.has(verb));
      return kind === "dynamic-import" && isCold ? { path, namespace: "cold" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "cold" }, () => ({ contents: 'throw new Error("not in this script");' }));
  },
};

// The same once more as one script, of which V8 can keep what it has compiled: see bin/warm-start.js.
const script = await build({
  ...common,
  ...SCRIPT,
  entryPoints: ["src/main.ts"],
  write: false,
  plugins: [globalProcess, warmVerbsOnly, largeAside],
});
writeFileSync(new URL("program.script", dist), asciiOf(script.outputFiles[0]!.text));
