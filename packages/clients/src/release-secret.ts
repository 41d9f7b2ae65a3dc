import { gunzipSync, gzipSync } from "node:zlib";
import {
  type Cluster,
  ClusterError,
  type Deployed,
  type HelmRecord,
  isOurRevision,
  type KubeObject,
  LABELS,
  MANAGED_BY,
} from "@upstart/engine";
import { manifestObjects, objectsOf } from "./manifest.ts";

/** Helm's record of a revision, as far as we read it. */
export interface StoredRelease {
  readonly name: string;
  readonly namespace: string;
  readonly version: number;
  readonly info: { readonly status: string; readonly description?: string };
  readonly manifest: string;
  readonly hooks?: readonly Hook[];
  /** The values that it was given; absent or null where there were none. */
  readonly config?: Readonly<Record<string, unknown>> | null;
  readonly chart: { readonly metadata?: { readonly name?: string; readonly version?: string } };
}

interface Hook {
  readonly manifest?: string;
  readonly events?: readonly string[];
}

/** Reads Helm's storage Secret: base64 of gzip of JSON, inside the Secret's own base64. */
export function decodeRelease(secret: KubeObject): StoredRelease {
  const data = (secret.data as Record<string, string>).release!;
  const inner = Buffer.from(Buffer.from(data, "base64").toString("utf8"), "base64");
  return JSON.parse((inner[0] === 0x1f ? gunzipSync(inner) : inner).toString("utf8")) as StoredRelease;
}

function encodeRelease(release: StoredRelease): string {
  return Buffer.from(gzipSync(JSON.stringify(release)).toString("base64"), "utf8").toString("base64");
}

/**
 * Ends the lock of a Helm run of ours that died: its newest revision, still `pending-*`, becomes `failed`, in the
 * label that Helm selects by and in the record that it reads. Nothing that is running is touched. `over`: nothing was
 * locked any more, or all was done but to write that down: then that is made good. `locked`: the lock is another's (also of a run of ours with another digest, where one is given), or
 * another wrote it meanwhile. Only for those who know that the run's owner is gone.
 */
export async function unlockRelease(
  cluster: Cluster,
  namespace: string,
  name: string,
  digest?: string,
): Promise<"unlocked" | "over" | "locked"> {
  const [newest, ...older] = await revisionsOf(cluster, namespace, name);
  const { labels } = newest?.metadata ?? {};
  if (newest === undefined || labels?.status?.startsWith("pending-") !== true) return "over";
  if (!isOurRevision(labels)) return "locked";
  if (digest !== undefined && labels[LABELS.digest] !== digest) return "locked";
  const isDone = await hasSuperseded(cluster, newest, older);
  try {
    await cluster.update(isDone ? withStatus(newest, "deployed", DONE) : withStatus(newest, "failed", INTERRUPTED));
    return isDone ? "over" : "unlocked";
  } catch (error) {
    // Somebody else wrote it meanwhile: then its owner is not gone, or has just said how it ended.
    if (error instanceof ClusterError && error.code === "Conflict") return "locked";
    throw error;
  }
}

const INTERRUPTED = "interrupted: the run that held it ended without saying so";
const DONE = "Upgrade complete; the run that made it ended before it could say so";

/**
 * Whether a pending upgrade has done all that it had to: Helm marks the revision that it replaces as superseded when
 * everything is applied, waited for and hooked, and then the new one as deployed. It replaces the newest that has not
 * failed. That was marked after the new one was begun, and after those that failed in between had failed, or it may have
 * been one of these; by the API server's clock: what Helm's labels say of times is carried over from other revisions.
 */
async function hasSuperseded(
  cluster: Pick<Cluster, "get">,
  { metadata }: KubeObject,
  older: readonly KubeObject[],
): Promise<boolean> {
  const at = older.findIndex((r) => r.metadata.labels?.status !== "failed");
  const replaced = older[at];
  if (metadata.labels?.status !== "pending-upgrade" || replaced?.metadata.labels?.status !== "superseded") return false;
  const failures = older.slice(0, at);
  const [markedAt = Number.NaN, ...failedAt] = await Promise.all(
    [replaced, ...failures].map((revision) => lastWriteOf(cluster, revision)),
  );
  return markedAt >= Date.parse(metadata.creationTimestamp ?? "") && failedAt.every((time) => time < markedAt);
}

/** NaN where that is not known. */
async function lastWriteOf(cluster: Pick<Cluster, "get">, { metadata }: KubeObject): Promise<number> {
  const { namespace, name } = metadata;
  // Lists leave out who wrote an object, and when.
  const whole = await cluster.get({
    apiVersion: "v1",
    kind: "Secret",
    name,
    ...(namespace === undefined ? {} : { namespace }),
  });
  const times = (whole?.metadata.managedFields ?? []).map(({ time }) => Date.parse(time ?? ""));
  return times.length === 0 ? Number.NaN : Math.max(...times);
}

function withStatus(secret: KubeObject, status: string, description: string): KubeObject {
  const release = decodeRelease(secret);
  return {
    ...secret,
    metadata: { ...secret.metadata, labels: { ...secret.metadata.labels, status } },
    data: { release: encodeRelease({ ...release, info: { ...release.info, status, description } }) },
  };
}

/**
 * What Helm has as a release's newest revision, where that is deployed: for whoever has lost what was known of it.
 * `revision` is what was last seen to be the newest: one that is deployed is not looked for among all of them.
 */
export async function readDeployed(
  cluster: Cluster,
  release: { readonly namespace: string; readonly releaseName: string; readonly revision?: number },
  isNamespaced: (apiVersion: string, kind: string) => Promise<boolean>,
): Promise<Deployed | undefined> {
  const { namespace, releaseName, revision } = release;
  const name = `sh.helm.release.v1.${releaseName}.v${revision}`;
  const seen =
    revision === undefined ? undefined : await cluster.get({ apiVersion: "v1", kind: "Secret", namespace, name });
  const newest = isDeployed(seen) ? seen : await newestRevision(cluster, namespace, releaseName);
  if (newest === undefined || !isDeployed(newest)) return undefined;
  const { version, manifest, chart, config } = decodeRelease(newest);
  const objects = await objectsOf(manifest, namespace, isNamespaced);
  const { name: chartName = "", version: chartVersion = "" } = chart.metadata ?? {};
  return {
    revision: version,
    chart: chartName,
    version: chartVersion,
    objects: objects.map((o) => o.key),
    ...(Object.keys(config ?? {}).length === 0 ? { isWithoutValues: true } : {}),
  };
}

/** The chart of a revision that Helm keeps, by its name and version. Undefined where it is not kept. */
export async function chartOfRevision(
  cluster: Pick<Cluster, "get">,
  { namespace, releaseName, revision }: { namespace: string; releaseName: string; revision: number },
): Promise<{ readonly chart: string; readonly version: string } | undefined> {
  const name = `sh.helm.release.v1.${releaseName}.v${revision}`;
  const secret = await cluster.get({ apiVersion: "v1", kind: "Secret", namespace, name });
  const { name: chart, version } = (secret === undefined ? undefined : decodeRelease(secret).chart.metadata) ?? {};
  return chart === undefined || version === undefined ? undefined : { chart, version };
}

function isDeployed(secret: KubeObject | undefined): boolean {
  return secret?.metadata.labels?.status === "deployed";
}

/** What Helm says of a release's newest revision, where that failed. */
export async function helmsWord(
  cluster: Cluster,
  { namespace, releaseName }: { readonly namespace: string; readonly releaseName: string },
): Promise<string | undefined> {
  const newest = await newestRevision(cluster, namespace, releaseName);
  if (newest?.metadata.labels?.status !== "failed") return undefined;
  const { description } = decodeRelease(newest).info;
  return description?.replace(/^Release "[^"]*" failed: /, "").slice(0, 600);
}

/** What Helm has on record of a release, whatever its status; undefined where it has nothing. */
export async function readRecord(
  cluster: Cluster,
  { namespace, releaseName }: { readonly namespace: string; readonly releaseName: string },
  isNamespaced: (apiVersion: string, kind: string) => Promise<boolean>,
): Promise<HelmRecord | undefined> {
  const [newest, ...older] = await revisionsOf(cluster, namespace, releaseName);
  if (newest === undefined) return undefined;
  const { manifest, hooks = [], info } = decodeRelease(newest);
  const keysOf = async (text: string) => (await objectsOf(text, namespace, isNamespaced)).map((o) => o.key);
  const hookKeys = (isWanted: (hook: Hook) => boolean) =>
    keysOf(
      hooks
        .filter(isWanted)
        .map((h) => h.manifest ?? "")
        .join("\n---\n"),
    );
  const isDeleteHook = (event: string) => event === "pre-delete" || event === "post-delete";
  return {
    status: newest.metadata.labels?.status ?? info.status,
    isOurs: [newest, ...older].some((r) => r.metadata.labels?.[LABELS.managedBy] === MANAGED_BY),
    objects: await keysOf(manifest),
    hooks: await hookKeys(() => true),
    deleteHooks: await hookKeys((h) => h.events?.some(isDeleteHook) === true),
  };
}

/** The objects of a revision's manifest, hooks left out; undefined where Helm has no such revision any more. */
export async function readManifest(
  cluster: Pick<Cluster, "get">,
  { namespace, releaseName }: { readonly namespace: string; readonly releaseName: string },
  revision: number,
  isNamespaced: (apiVersion: string, kind: string) => Promise<boolean>,
): Promise<readonly KubeObject[] | undefined> {
  const name = `sh.helm.release.v1.${releaseName}.v${revision}`;
  const secret = await cluster.get({ apiVersion: "v1", kind: "Secret", namespace, name });
  return secret === undefined
    ? undefined
    : await manifestObjects(decodeRelease(secret).manifest, namespace, isNamespaced);
}

/** Helm's record of a release's newest revision. */
export async function newestRevision(
  cluster: Cluster,
  namespace: string,
  name: string,
): Promise<KubeObject | undefined> {
  return (await revisionsOf(cluster, namespace, name))[0];
}

/** Newest first. */
async function revisionsOf(cluster: Cluster, namespace: string, name: string): Promise<KubeObject[]> {
  const labelSelector = `owner=helm,name=${name}`;
  const secrets = await cluster.list({ apiVersion: "v1", kind: "Secret", namespace, labelSelector });
  const versionOf = (secret: KubeObject) => Number(secret.metadata.labels?.version);
  return [...secrets].sort((a, b) => versionOf(b) - versionOf(a));
}
