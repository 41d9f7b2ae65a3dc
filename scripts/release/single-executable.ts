// The command line as one file with Node in it, for people who have no Node.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { execa } from "execa";
import { inject } from "postject";
import { extract } from "tar";
import { CALLS } from "../../packages/cli/scripts/warm-up/calls.ts";
import { asciiOf, SCRIPT } from "../../packages/cli/scripts/warm-up/script.ts";
import { warmUp } from "../../packages/cli/scripts/warm-up/warm-up.ts";
import { nodeVersion, ownPlatform, type Platform } from "./platforms.ts";
import { ROOT } from "./root.ts";

/** What Node looks for in itself, to know that there is a program in it. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Bundles the sources into a script and what starts it. Returns the folder that they are in, below the folder `work`. */
export async function bundleProgram(work: string, version: string): Promise<string> {
  mkdirSync(work, { recursive: true });
  const options = {
    absWorkingDir: join(ROOT, "packages/cli"),
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    conditions: ["source"],
    // As in scripts/bundle.ts of the package: without a look into the environment at every token.
    alias: { yaml: fileURLToPath(new URL("browser/index.js", import.meta.resolve("yaml/package.json"))) },
    define: { UPSTART_VERSION: JSON.stringify(version) },
    external: ["@upstart/sandbox"],
    logLevel: "warning",
  } satisfies BuildOptions;
  await build({ ...options, entryPoints: ["src/executable.ts"], outfile: join(work, "start.cjs") });
  // A script inside of one file has nothing that it could import.
  const supported = { "dynamic-import": false };
  const script = await build({ ...options, ...SCRIPT, supported, entryPoints: ["src/main.ts"], write: false });
  writeFileSync(join(work, "program.script"), asciiOf(script.outputFiles[0]!.text));
  return work;
}

/** Puts the bundle into the platform's Node. On macOS the file is of no use before it is signed there. */
export async function makeExecutable(bundle: string, platform: Platform, file: string, work: string): Promise<void> {
  const blob = await makeBlob(bundle, platform, work);
  cpSync(await nodeFor(platform, work), file);
  chmodSync(file, 0o755);
  const segment = platform.os === "darwin" ? { machoSegmentName: "NODE_SEA" } : {};
  await inject(file, "NODE_SEA_BLOB", readFileSync(blob), { sentinelFuse: FUSE, ...segment });
}

/** Code that is compiled beforehand makes it start in a third of the time, and fits the platform only that it is made on. */
async function makeBlob(bundle: string, platform: Platform, work: string): Promise<string> {
  const [output, config] = [join(work, "program.blob"), join(work, "sea.json")];
  const code = platform === ownPlatform() ? await compileProgram(bundle) : [];
  const assets = Object.fromEntries(["program.script", ...code].map((name) => [name, join(bundle, name)]));
  // What people set for their own programs with Node is not meant for this one.
  const options = { execArgvExtension: "none", disableExperimentalSEAWarning: true };
  writeFileSync(config, JSON.stringify({ main: join(bundle, "start.cjs"), output, assets, ...options }));
  await execa(ownNode(), ["--experimental-sea-config", config], { cwd: work });
  return output;
}

/** Returns the names of the files with code, beside the script: of each verb that has its own, and of all others. */
async function compileProgram(bundle: string): Promise<string[]> {
  const at = (name: string) => pathToFileURL(join(bundle, name));
  const calls = [...CALLS.map((args) => ({ args, name: `${args[0]}.code` })), { args: ["--help"], name: "rest.code" }];
  const names = [...new Set(calls.map(({ name }) => name))];
  for (const name of names) rmSync(at(name), { force: true }); // it fits one script only
  await warmUp(
    at("program.script"),
    calls.map(({ args, name }) => ({ args, code: at(name) })),
    ownNode(),
  );
  return names;
}

/** Npm has no Node of every version for every platform: then it is the one that runs this. */
function ownNode(): string {
  const file = join(ROOT, "node_modules/node/bin/node");
  return existsSync(file) ? file : process.execPath;
}

/** The Node of a platform: of this one the workspace's, of another one the package that npm has of it. */
async function nodeFor(platform: Platform, work: string): Promise<string> {
  if (platform === ownPlatform()) return ownNode();
  const folder = join(work, platform.nodePackage);
  mkdirSync(folder, { recursive: true });
  const spec = `${platform.nodePackage}@${nodeVersion()}`;
  const { stdout } = await execa("npm", ["pack", "--silent", spec, "--pack-destination", folder], { cwd: ROOT });
  await extract({ file: join(folder, stdout.trim().split("\n").at(-1)!), cwd: folder });
  return join(folder, "package/bin", platform.os === "windows" ? "node.exe" : "node");
}
