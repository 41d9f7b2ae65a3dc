import { helmReleaseOf, type KubeObject, makerOf, type Release, recordedName, releasesOf } from "@upstart/engine";
import { findKept } from "../cluster/kept.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Universe } from "../input/universe.ts";

/** What controllers keep, and Helm releases that they installed, a client never takes over. Throws a CliError. */
export function refuseKept({ loaded, analysis }: Universe, namespace: string, objects: readonly KubeObject[]): void {
  for (const { kind, object } of loaded.specs) {
    const kept = findKept(objects, kind, { name: object.name, namespace: object.namespace ?? namespace });
    if (kept !== undefined) throw keptObject(kept);
  }
  const theirs = new Map(
    objects.filter((o) => o.kind === "HelmRelease").map((o) => [recordedName(helmReleaseOf(o)), o] as const),
  );
  for (const release of releasesOf(analysis.graph)) {
    const kept = theirs.get(recordedName(release));
    if (kept !== undefined) throw keptRelease(release, kept);
  }
}

function keptObject(object: KubeObject): CliError {
  const { kind, metadata } = object;
  const maker = makerOf(object);
  const made = maker === undefined ? "" : `, made of ${maker.kind} ${maker.name},`;
  return new CliError(
    EXIT.no,
    `${kind} ${metadata.name} is an object in namespace "${metadata.namespace}"${made} that controllers keep, so it cannot be applied from here too`,
    "hand this over to them with --server-side, or delete that one first",
  );
}

function keptRelease({ id, releaseName, namespace }: Release, object: KubeObject): CliError {
  const { name } = makerOf(object) ?? object.metadata;
  return new CliError(
    EXIT.no,
    `ReleaseNameConflict: ${id} would take over the Helm release "${releaseName}" in namespace "${namespace}", which controllers keep for ${name}`,
    "give it a releaseName of its own, or delete the other first",
  );
}
