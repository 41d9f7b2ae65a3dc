import {
  type Cluster,
  formatLeft,
  keptObjects,
  type LeftObject,
  type ObjectKey,
  type TeardownResult,
} from "@upstart/engine";
import type { StoredRecord } from "../cluster/records.ts";

/** What became of everything that a delete was about. */
export interface Tombstone {
  readonly result: TeardownResult;
  /** Namespaces that are gone, that are somebody else's by now, and that have not gone yet. */
  readonly gone: readonly string[];
  readonly leftAlone: readonly string[];
  readonly stillGoing: readonly string[];
  /** Objects that outlive their release. */
  readonly kept: readonly LeftObject[];
}

/** What a person is told: what is gone, and everything that is not. */
export function tombstoneText({ result, gone, leftAlone, stillGoing, kept }: Tombstone): string {
  const { deleted, failed } = result;
  const lines = [
    `${count(deleted.size, "release")} deleted${gone.length === 0 ? "" : `, and ${count(gone.length, "namespace")}: ${gone.join(", ")}`}`,
  ];
  for (const [id, { message }] of failed) lines.push(`${id} could not be deleted: ${message}`);
  if (result.kept.size > 0)
    lines.push(`not deleted, being needed by what could not be, or for want of time: ${[...result.kept].join(", ")}`);
  if (stillGoing.length > 0)
    lines.push(
      `still going: ${stillGoing.map((ns) => `namespace ${ns}`).join(", ")}; run the same command again to wait on`,
    );
  if (leftAlone.length > 0)
    lines.push(`left alone, being somebody else's: ${leftAlone.map((ns) => `namespace ${ns}`).join(", ")}`);
  if (kept.length > 0)
    lines.push(
      "left behind:",
      ...kept.map((left) => `  ${formatLeft(left)}`),
      "once nobody wants what is in them:",
      ...commandsFor(kept.map((left) => left.object)).map((command) => `  ${command}`),
    );
  return `${lines.join("\n")}\n`;
}

/** What removes them: a command a namespace, and one for what is in none. */
function commandsFor(objects: readonly ObjectKey[]): string[] {
  return [...Map.groupBy(objects, (o) => o.namespace)].map(
    ([namespace, own]) =>
      `kubectl delete ${own.map(argumentFor).join(" ")}${namespace === undefined ? "" : ` -n ${namespace}`}`,
  );
}

/** With the group, where there is one: others may have a kind of that name, too. */
function argumentFor({ apiVersion, kind, name }: ObjectKey): string {
  const [group, version] = apiVersion.split("/");
  return `${kind.toLowerCase()}${version === undefined ? "" : `.${group}`}/${name}`;
}

/**
 * Objects that an uninstall leaves. What goes with a namespace of ours is not among them.
 * Asked before the uninstall, answered after.
 */
export async function keptOf(cluster: Cluster, targets: readonly StoredRecord[]): Promise<LeftObject[]> {
  const made = new Set(targets.flatMap((t) => t.record.namespaces));
  const objects = targets
    .flatMap(({ record }) => Object.values(record.releases))
    .flatMap((r) => r.objects)
    .filter((o) => o.namespace === undefined || !made.has(o.namespace));
  return await keptObjects(cluster, objects);
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
