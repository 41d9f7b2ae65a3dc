import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the charts lie in the published package, and where in the workspace: `npm pack` copies them. */
const PLACES = ["../charts/", "../../../charts/examples/"];

/** The folder of the charts that the sandbox serves as `upstart-charts`. */
export function exampleCharts(): string {
  const [packed, own] = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))) as [string, string];
  return existsSync(packed) ? packed : own;
}
