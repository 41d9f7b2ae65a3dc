import { createHash } from "node:crypto";
import type { Release } from "../graph/graph.ts";
import type { Values } from "../reference/values.ts";

/**
 * A short fingerprint of everything that Helm is given for a release: the same digest means that another upgrade would
 * change nothing. Kept as a label, so at most 63 characters; it tells nothing of the values.
 */
export function digestOf(
  release: Pick<Release, "releaseName" | "namespace" | "chart" | "version">,
  values: Values,
): string {
  const { releaseName, namespace, chart, version } = release;
  const hash = createHash("sha256").update(canonicalJson([releaseName, namespace, chart, version ?? null, values]));
  return hash.digest("hex").slice(0, 40);
}

/** JSON with the keys of every map in order: equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    typeof v === "object" && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
