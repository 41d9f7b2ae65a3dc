import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create } from "tar";
import { parse, stringify } from "yaml";

/** Packs every chart of a folder as Helm does and writes the index of a chart repository beside them. */
export async function packCharts(charts: string, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const entries: Record<string, object[]> = {};
  for (const name of (await readdir(charts)).sort()) {
    const meta = parse(await readFile(join(charts, name, "Chart.yaml"), "utf8")) as { name: string; version: string };
    const file = `${meta.name}-${meta.version}.tgz`;
    await create({ gzip: { level: 9 }, file: join(out, file), cwd: charts, portable: true, mtime: new Date(0) }, [
      name,
    ]);
    const digest = createHash("sha256")
      .update(await readFile(join(out, file)))
      .digest("hex");
    entries[meta.name] = [{ ...meta, urls: [file], digest, created: "2026-01-01T00:00:00Z" }];
  }
  await writeFile(join(out, "index.yaml"), stringify({ apiVersion: "v1", generated: "2026-01-01T00:00:00Z", entries }));
}
