import { LABELS } from "../names/labels.ts";
import type { Cluster } from "../ports/cluster.ts";
import type { Helm } from "../ports/helm.ts";
import type { KubeObject } from "../ports/object.ts";
import { helmReleaseOf, makerOf } from "../reconcile/makers.ts";
import { decodeRecord, recordedName } from "../reconcile/record.ts";
import { API_VERSION } from "../spec/objects.ts";
import { type Orphan, ownerOfNamespace, releaseOfRecord } from "./orphan.ts";

/** What became of an orphan: `kept` is one that somebody keeps by now, `not ours` one whose marks prove nothing. */
export type OrphanEnd = "deleted" | "gone" | "kept" | "not ours";

type Reads = Pick<Cluster, "get" | "list">;

/**
 * Takes an orphan away for whoever asks for it, with their rights, when a fresh look proves that we made it and that
 * nobody keeps it; exactly that object, by its uid. A Helm release is uninstalled, with the hooks of its chart. Throws
 * ClusterError and HelmError: where nothing can be proven nothing is deleted.
 */
export async function deleteOrphan(
  ports: { readonly cluster: Reads & Pick<Cluster, "delete">; readonly helm: Pick<Helm, "uninstall"> },
  orphan: Orphan,
  timeoutMs: number,
): Promise<OrphanEnd> {
  const { cluster, helm } = ports;
  const fresh = await cluster.get(orphan.object);
  if (fresh === undefined || fresh.metadata.uid !== orphan.uid) return "gone";
  const standing = orphan.isOurs ? await standingOf(cluster, orphan, fresh) : "not ours";
  if (standing !== "orphaned") return standing;
  if (orphan.kind === "HelmRecord") await helm.uninstall({ ...releaseOfRecord(fresh)!, timeoutMs });
  else await cluster.delete(orphan.object, { uid: orphan.uid });
  return "deleted";
}

async function standingOf(
  cluster: Reads,
  { kind }: Orphan,
  fresh: KubeObject,
): Promise<"orphaned" | "kept" | "not ours"> {
  switch (kind) {
    case "Namespace": {
      const owner = ownerOfNamespace(fresh);
      if (owner === undefined) return "not ours";
      return (await hasOwner(cluster, owner)) ? "kept" : "orphaned";
    }
    case "UpstartService":
    case "HelmRelease":
      return await standingOfMade(cluster, fresh);
    case "HelmRecord": {
      const release = releaseOfRecord(fresh);
      if (release === undefined) return "not ours";
      return (await isKept(cluster, release)) ? "kept" : "orphaned";
    }
    default:
      return "not ours";
  }
}

/** An environment, wherever it is, or the record of a client. */
async function hasOwner(cluster: Reads, uid: string): Promise<boolean> {
  const selections = [
    { apiVersion: API_VERSION, kind: "UpstartEnvironment", metadataOnly: true },
    { apiVersion: "v1", kind: "Secret", labelSelector: LABELS.record, metadataOnly: true },
  ];
  const lists = await Promise.all(selections.map((s) => cluster.list(s)));
  return lists.flat().some((o) => o.metadata.uid === uid);
}

async function standingOfMade(cluster: Reads, object: KubeObject): Promise<"orphaned" | "kept" | "not ours"> {
  const maker = makerOf(object);
  if (maker === undefined) return "not ours";
  const { namespace = "" } = object.metadata;
  const there = await cluster.get({ apiVersion: API_VERSION, kind: maker.kind, namespace, name: maker.name });
  return there?.metadata.uid === maker.uid ? "kept" : "orphaned";
}

async function isKept(
  cluster: Reads,
  release: { readonly releaseName: string; readonly namespace: string },
): Promise<boolean> {
  const [releases, records] = await Promise.all([
    cluster.list({ apiVersion: API_VERSION, kind: "HelmRelease" }),
    cluster.list({ apiVersion: "v1", kind: "Secret", labelSelector: LABELS.record }),
  ]);
  const name = recordedName(release);
  return (
    releases.map(helmReleaseOf).some((r) => recordedName(r) === name) ||
    records.map(decodeRecord).some((r) => Object.hasOwn({ ...r?.releases, ...r?.failures }, name))
  );
}
