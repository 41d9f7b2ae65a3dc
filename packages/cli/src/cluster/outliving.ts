import { readRecord } from "@upstart/clients";
import { ifAllowed, type KubeObject, keptObjects, type LeftObject } from "@upstart/engine";
import { atOnce } from "./at-once.ts";
import type { StoredRecord } from "./records.ts";
import type { Session } from "./session.ts";

/**
 * What an uninstall of everything in these records may leave: what charts and workloads keep, and what hooks made. What
 * goes with a namespace of ours is not among it. To be asked while all of it is there.
 */
export async function mayOutlive(
  { cluster }: Pick<Session, "cluster">,
  targets: readonly StoredRecord[],
): Promise<LeftObject[]> {
  const made = new Set(targets.flatMap((t) => t.record.namespaces));
  const isNamespaced = (apiVersion: string, kind: string) => cluster.isNamespaced(apiVersion, kind);
  const releases = targets.flatMap(({ record }) => Object.values(record.releases));
  const [kept, hooks] = await Promise.all([
    keptObjects(
      cluster,
      releases.flatMap((r) => r.objects),
    ),
    atOnce(releases, async (r) => (await ifAllowed(readRecord(cluster, r, isNamespaced), undefined))?.hooks ?? []),
  ]);
  const all = [...kept, ...hooks.flat().map((object) => ({ object, why: "hook" as const }))];
  return all.filter(({ object }) => object.namespace === undefined || !made.has(object.namespace));
}

/** Those of them that are there now, and what may not be looked at. What is on its way out counts where something holds it. */
export async function stillThere(
  { cluster }: Pick<Session, "cluster">,
  left: readonly LeftObject[],
): Promise<LeftObject[]> {
  const found = await atOnce(left, ({ object }) =>
    ifAllowed<KubeObject | undefined | "hidden">(cluster.get(object), "hidden"),
  );
  return left.filter(({ why }, i) => {
    const object = found[i];
    if (object === undefined || object === "hidden") return object !== undefined;
    return why === "finalizer" || object.metadata.deletionTimestamp === undefined;
  });
}
