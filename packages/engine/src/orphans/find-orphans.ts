import { hasKeepPolicy } from "../leftovers/left-behind.ts";
import { LABELS } from "../names/labels.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { makerOf } from "../reconcile/makers.ts";
import { ORPHAN_KINDS, type Orphan, ownerOfNamespace, releaseOfRecord } from "./orphan.ts";

/** What is there, and who keeps what. */
export interface Estate {
  /** All of the cluster. */
  readonly namespaces: readonly KubeObject[];
  /** Names of namespaces that were made by us and are gone. */
  readonly formerNamespaces: ReadonlySet<string>;
  /** UpstartServices and HelmReleases. */
  readonly objects: readonly KubeObject[];
  /** Uids of whatever may have made something: environments, services, records of clients. */
  readonly makers: ReadonlySet<string>;
  /** Whether somebody keeps a Helm release. */
  readonly isKept: (release: { readonly releaseName: string; readonly namespace: string }) => boolean;
  /** Helm's records. */
  readonly records: readonly KubeObject[];
  readonly volumes: readonly KubeObject[];
  /** In no namespace, and deployed by Helm. */
  readonly clusterObjects: readonly KubeObject[];
}

/** Everything that bears our marks, or hangs on a namespace of ours, and that nobody keeps any more. */
export function findOrphans(estate: Estate): Orphan[] {
  const all = [
    ...madeObjects(estate),
    ...helmRecords(estate),
    ...namespaces(estate),
    ...volumes(estate),
    ...clusterObjects(estate),
  ];
  return all.sort((a, b) => rank(a) - rank(b) || (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** What is on its way out is somebody's work already. */
function madeObjects({ objects, makers }: Estate): Orphan[] {
  return objects.flatMap((object): Orphan[] => {
    const maker = makerOf(object);
    if (maker === undefined || makers.has(maker.uid) || object.metadata.deletionTimestamp !== undefined) return [];
    const kind = object.kind as "UpstartService" | "HelmRelease";
    return [{ kind, ...identityOf(object), why: `${maker.kind} ${maker.name}, which made it, is gone`, isOurs: true }];
  });
}

/** A Helm release has a record for each revision; one of them stands for all. What is being deployed is somebody's work. */
function helmRecords({ records, namespaces, isKept }: Estate): Orphan[] {
  const leaving = new Set(namespaces.filter(isLeaving).map((n) => n.metadata.name));
  const byRelease = new Map<string, Orphan>();
  for (const record of records) {
    const release = releaseOfRecord(record);
    if (release === undefined || leaving.has(release.namespace) || isKept(release)) continue;
    if (record.metadata.labels?.status?.startsWith("pending-")) continue;
    const { releaseName, namespace } = release;
    const why = "no HelmRelease and no record of a client is about this Helm release";
    byRelease.set(`${namespace}/${releaseName}`, {
      kind: "HelmRecord",
      ...identityOf(record),
      why,
      isOurs: true,
      releaseName,
    });
  }
  return [...byRelease.values()];
}

function namespaces({ namespaces: all, makers }: Estate): Orphan[] {
  return all.flatMap((namespace): Orphan[] => {
    const owner = ownerOfNamespace(namespace);
    if (owner === undefined || makers.has(owner)) return [];
    const { labels, deletionTimestamp } = namespace.metadata;
    const whose = labels?.[LABELS.environment] ?? "what it was made for";
    const going = deletionTimestamp === undefined ? "" : `; it is on its way out since ${deletionTimestamp}`;
    return [
      { kind: "Namespace", ...identityOf(namespace), why: `the environment ${whose} is gone${going}`, isOurs: true },
    ];
  });
}

/** A provisioner made it for a claim that was in a namespace of ours. */
function volumes({ volumes: all, namespaces, formerNamespaces }: Estate): Orphan[] {
  const made = new Set(namespaces.filter((n) => ownerOfNamespace(n) !== undefined).map((n) => n.metadata.name));
  return all.flatMap((volume): Orphan[] => {
    const { phase } = (volume.status ?? {}) as { readonly phase?: string };
    const { claimRef } = (volume.spec ?? {}) as { readonly claimRef?: { namespace?: string; name?: string } };
    const home = claimRef?.namespace ?? "";
    if ((phase !== "Released" && phase !== "Failed") || !(made.has(home) || formerNamespaces.has(home))) return [];
    const why = `its claim ${home}/${claimRef?.name} is gone, and it is ${phase}`;
    return [{ kind: "PersistentVolume", ...identityOf(volume), why, isOurs: false }];
  });
}

/** Anybody can write Helm's marks on anything, so they prove nothing. */
function clusterObjects({ clusterObjects: all, namespaces, formerNamespaces }: Estate): Orphan[] {
  const there = new Set(namespaces.map((n) => n.metadata.name));
  return all.flatMap((object): Orphan[] => {
    const { annotations = {}, deletionTimestamp } = object.metadata;
    const release = annotations["meta.helm.sh/release-name"];
    const home = annotations["meta.helm.sh/release-namespace"] ?? "";
    if (release === undefined || there.has(home) || !formerNamespaces.has(home)) return [];
    if (hasKeepPolicy(annotations) || deletionTimestamp !== undefined) return [];
    const why = `it is of the Helm release ${release} in namespace ${home}, which is gone`;
    return [{ kind: "ClusterObject", ...identityOf(object), why, isOurs: false }];
  });
}

function isLeaving({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

function identityOf({ apiVersion, kind, metadata }: KubeObject): { readonly object: ObjectKey; readonly uid: string } {
  const { name, namespace, uid = "" } = metadata;
  return { object: { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name }, uid };
}

function rank({ kind }: Orphan): number {
  return ORPHAN_KINDS.indexOf(kind);
}

function nameOf({ object }: Orphan): string {
  return `${object.kind} ${object.namespace ?? ""}/${object.name}`;
}
