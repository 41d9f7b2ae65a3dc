import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create } from "tar";
import { parse, stringify } from "yaml";

// Chart repositories name a time. Ours is always the same, so that the same charts make the same bytes.
const CREATED = "2026-01-01T00:00:00Z";

/**
 * Packs every chart of a folder as Helm does, and writes the index of a chart repository beside them. The same charts
 * give the same bytes.
 */
export async function packCharts(charts: string, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const entries: Record<string, object[]> = {};
  for (const folder of (await readdir(charts)).sort()) {
    const meta = parse(await readFile(join(charts, folder, "Chart.yaml"), "utf8")) as { name: string; version: string };
    const file = `${meta.name}-${meta.version}.tgz`;
    await pack(charts, folder, join(out, file));
    const digest = createHash("sha256")
      .update(await readFile(join(out, file)))
      .digest("hex");
    entries[meta.name] = [...(entries[meta.name] ?? []), { ...meta, urls: [file], digest, created: CREATED }];
  }
  await writeFile(join(out, "index.yaml"), stringify({ apiVersion: "v1", generated: CREATED, entries }));
}

async function pack(charts: string, folder: string, file: string): Promise<void> {
  // Named one by one: a folder's own order differs from disk to disk.
  const found = await readdir(join(charts, folder), { recursive: true, withFileTypes: true });
  const paths = found.filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name).slice(charts.length));
  const names = paths.map((path) => path.replace(/^\/+/, "")).sort();
  await create({ gzip: { level: 9 }, file, cwd: charts, portable: true, mtime: new Date(CREATED) }, names);
}

/** Helm's own list of repositories, with ours in it. */
export function repositoriesFile(name: string, url: string): string {
  return stringify({ apiVersion: "", generated: CREATED, repositories: [{ name, url }] });
}
