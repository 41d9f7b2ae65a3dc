import type { Graph, KubeObject, Release } from "@upstart/engine";
import { toldStatusOf } from "./told.ts";

/**
 * What controllers keep in the status of a release of why it failed, down to the last lines of a pod that may be gone by
 * now: `pod web-migrate-x Error: …`, `log …`, `event …`. Empty where they keep nothing.
 */
export function evidenceOf(graph: Graph, release: Release, objects: readonly KubeObject[]): string[] {
  const lines = toldStatusOf(graph, release, objects)?.message.split("\n") ?? [];
  return lines.slice(1).filter((line) => /^(?:pod|log|event) /.test(line));
}
