import { cp, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Bench } from "../harness.ts";

const CHARTS = fileURLToPath(new URL("./charts/", import.meta.url));

/** Serves a chart of the folder `charts/` beside this file; its address. */
export async function serveChart(bench: Bench, name: string): Promise<string> {
  const folder = await mkdtemp(join(bench.directory, "chart-"));
  await cp(join(CHARTS, name), join(folder, name), { recursive: true });
  const packed = await bench.helm(["package", join(folder, name), "-d", join(bench.sandbox.directory, "charts")]);
  expect({ exitCode: packed.exitCode, stderr: packed.stderr }).toMatchObject({ exitCode: 0 });
  return `${bench.sandbox.chartRepository}/${name}-0.1.0.tgz`;
}
