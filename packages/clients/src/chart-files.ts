import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadEntry } from "tar";

/** A file of a chart, by its path below the chart's folder. */
export interface ChartFile {
  readonly path: string;
  readonly text: string;
}

const WANTED = /(?:^|\/)(?:Chart\.yaml|templates\/.*\.(?:ya?ml|tpl|txt))$|\.tgz$/;
/** A chart is a few hundred kilobytes; what is larger than this is not read for hooks. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Chart.yaml and templates of a chart and of its subcharts, from a folder or a `.tgz`. */
export async function readChartFiles(path: string): Promise<ChartFile[]> {
  return (await stat(path)).isDirectory() ? await readFolder(path) : await readArchive(createReadStream(path), "");
}

async function readFolder(root: string): Promise<ChartFile[]> {
  const files: ChartFile[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name);
    const path = relative(root, full).replaceAll("\\", "/");
    if (!entry.isFile() || !WANTED.test(path)) continue;
    if (path.endsWith(".tgz")) files.push(...(await readArchive(createReadStream(full), path.replace(/\.tgz$/, "/"))));
    else files.push({ path, text: await readFile(full, "utf8") });
  }
  return files;
}

async function readArchive(source: Readable, prefix: string): Promise<ChartFile[]> {
  const files: ChartFile[] = [];
  const nested: { path: string; bytes: Buffer }[] = [];
  let total = 0;
  const onReadEntry = (entry: ReadEntry) => {
    // The first step is the chart's own folder.
    const path = prefix + entry.path.split("/").slice(1).join("/");
    if (!WANTED.test(path) || total + entry.size > MAX_BYTES) {
      entry.resume();
      return;
    }
    total += entry.size;
    const chunks: Buffer[] = [];
    entry.on("data", (chunk: Buffer) => chunks.push(chunk));
    entry.on("end", () => {
      const bytes = Buffer.concat(chunks);
      if (path.endsWith(".tgz")) nested.push({ path: path.replace(/\.tgz$/, "/"), bytes });
      else files.push({ path, text: bytes.toString("utf8") });
    });
  };
  const { Parser } = await import("tar"); // loaded for those charts alone that are looked into
  await pipeline(source, new Parser({ onReadEntry }) as unknown as NodeJS.WritableStream); // minipass streams are Node's in all but type
  for (const { path, bytes } of nested) files.push(...(await readArchive(Readable.from([bytes]), path)));
  return files;
}

const HOOK = /["']?helm\.sh\/hook["']?\s*:\s*(.*)/g;

/** Whether any template is (or, where its hook is templated, may be) a post-install or post-upgrade hook. */
export function hasPostHooks(files: readonly ChartFile[]): boolean {
  return files.some(({ text }) =>
    [...text.matchAll(HOOK)].some(([, value]) => /post-(?:install|upgrade)|\{\{/.test(value!)),
  );
}
