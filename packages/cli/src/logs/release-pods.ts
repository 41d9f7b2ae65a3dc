import {
  type Cluster,
  ClusterError,
  type KubeObject,
  keyText,
  type NodeId,
  type ObjectKey,
  type Release,
} from "@upstart/engine";

/** A pod of a release. */
export interface ReleasePod {
  readonly release: Release;
  readonly pod: KubeObject;
  /** The Job that it runs for. */
  readonly job?: KubeObject;
}

/** Namespaces that pods of these releases may be in. */
export function namespacesOf(
  releases: readonly Release[],
  made: ReadonlyMap<NodeId, readonly ObjectKey[]>,
): readonly string[] {
  const all = releases.flatMap((r) => [r.namespace, ...(made.get(r.id) ?? []).flatMap((o) => o.namespace ?? [])]);
  return [...new Set(all)];
}

/**
 * Finds out whose pods are whose, by who owns them: from a pod up to an object that a release made, whatever stands
 * between, such as ReplicaSets, Jobs of a CronJob or the objects of an operator. Labels count for nothing.
 */
export class PodFinder {
  readonly #cluster: Pick<Cluster, "get">;
  readonly #releases: readonly Release[];
  readonly #makers = new Map<string, Release>();
  readonly #owners = new Map<string, Promise<KubeObject | undefined>>();

  constructor(
    cluster: Pick<Cluster, "get">,
    releases: readonly Release[],
    made: ReadonlyMap<NodeId, readonly ObjectKey[]>,
  ) {
    this.#cluster = cluster;
    this.#releases = releases;
    for (const release of releases)
      for (const object of made.get(release.id) ?? []) this.#makers.set(textOf(object), release);
  }

  /** Those of the pods that are of these releases, in the releases' order, older ones first. */
  async find(pods: readonly KubeObject[]): Promise<ReleasePod[]> {
    const found = await Promise.all(pods.map((pod) => this.#find(pod)));
    return found
      .filter((f) => f !== undefined)
      .sort((a, b) => this.#rank(a) - this.#rank(b) || (bornAt(a) + nameOf(a) < bornAt(b) + nameOf(b) ? -1 : 1));
  }

  #rank({ release }: ReleasePod): number {
    return this.#releases.indexOf(release);
  }

  async #find(pod: KubeObject): Promise<ReleasePod | undefined> {
    const release = await this.#makerOf(pod, MAX_OWNERS);
    if (release === undefined) return undefined;
    const owner = ownerOf(pod);
    // How a Job stands changes; who owns whom does not.
    const job = owner?.kind === "Job" ? await ifThere(this.#cluster.get(owner)) : undefined;
    return { release, pod, ...(job === undefined ? {} : { job }) };
  }

  async #makerOf(object: KubeObject, left: number): Promise<Release | undefined> {
    const { apiVersion, kind, metadata } = object;
    const own = this.#makers.get(textOf({ apiVersion, kind, ...metadata }));
    if (own !== undefined || left === 0) return own;
    const key = ownerOf(object);
    if (key === undefined) return undefined;
    const maker = this.#makers.get(textOf(key));
    if (maker !== undefined) return maker;
    const text = keyText(key);
    const owner = this.#owners.get(text) ?? ifThere(this.#cluster.get(key));
    this.#owners.set(text, owner);
    const next = await owner;
    return next === undefined ? undefined : await this.#makerOf(next, left - 1);
  }
}

/** Nobody's pods hang on longer chains. */
const MAX_OWNERS = 6;

function ownerOf({ metadata: { namespace, ownerReferences = [] } }: KubeObject): ObjectKey | undefined {
  const owner = ownerReferences.find((o) => o.controller === true) ?? ownerReferences[0];
  if (owner === undefined) return undefined;
  const { apiVersion, kind, name } = owner;
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

/** Whatever version of its group it is read in. */
function textOf({ apiVersion, ...key }: ObjectKey): string {
  return keyText({ ...key, apiVersion: apiVersion.includes("/") ? apiVersion.split("/")[0]! : "" });
}

/** What may not be looked at, and kinds that are gone, lead nowhere. */
async function ifThere(asked: Promise<KubeObject | undefined>): Promise<KubeObject | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ClusterError && !error.retryable) return undefined;
    throw error;
  }
}

function bornAt({ pod }: ReleasePod): string {
  return pod.metadata.creationTimestamp ?? "";
}

function nameOf({ pod }: ReleasePod): string {
  return pod.metadata.name;
}
