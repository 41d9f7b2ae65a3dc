import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";

const CLI = join(ROOT, "packages/cli");

/** Files that import others, with what the paths in them become where all files are in one folder. */
const MOVED: readonly (readonly [file: string, from: string, to: string])[] = [
  ["bin/launch.js", '"../dist/main.js"', '"./main.js"'],
  ["bin/warm-start.js", '"../dist/"', '"./"'],
  ["dist/main.js", '"./chunks/', '"./'],
  ["dist/client-node.js", '"./chunks/', '"./'],
  ["dist/proxy-fetch.js", '"./chunks/', '"./'],
];

/** The program as a script, and code of it, fit each other to the byte. */
const UNCHANGED = /\.(?:script|code)$/;

/**
 * Writes the built command line into one folder without folders below it, to be started by `helm-upstart.js`. Helm 3
 * unpacks an archive with folders in it only once: the second time they are there already, which it takes for an error.
 */
export function writeFlatProgram(folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(CLI, "bin/helm-upstart.js"), join(folder, "helm-upstart.js"));
  cpSync(join(CLI, "dist/chunks"), folder, { recursive: true });
  for (const file of readdirSync(join(CLI, "dist")).filter((name) => UNCHANGED.test(name)))
    cpSync(join(CLI, "dist", file), join(folder, file));
  for (const [file, from, to] of MOVED) {
    const text = readFileSync(join(CLI, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not import ${from} any more`);
    writeFileSync(join(folder, file.slice(file.indexOf("/") + 1)), text.replaceAll(from, to));
  }
  // They are ES modules, and there may be a package.json above that says otherwise.
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true, type: "module" })}\n`);
  refuseFolders(folder);
}

/** Copies a program so that it can be started. */
export function copyProgram(from: string, to: string): void {
  cpSync(from, to);
  chmodSync(to, 0o755);
}

function refuseFolders(folder: string): void {
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (below.length > 0) throw new Error(`${folder} has folders in it: ${below.map((entry) => entry.name).join(", ")}`);
}
