import { gunzipSync, gzipSync } from "node:zlib";
import { type Cluster, ClusterError, type KubeObject } from "@upstart/engine";

/** Helm's record of a revision, as far as we read it. */
export interface StoredRelease {
  readonly name: string;
  readonly namespace: string;
  readonly version: number;
  readonly info: { readonly status: string; readonly description?: string };
  readonly manifest: string;
  readonly chart: { readonly metadata?: { readonly name?: string; readonly version?: string } };
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
 * Ends the lock of a Helm run that died: its newest revision, still `pending-*`, becomes `failed`, in the label that
 * Helm selects by and in the record that it reads. Nothing that is running is touched. Does nothing where nothing is
 * pending. Only for those who know that the run's owner is gone.
 */
export async function unlockRelease(cluster: Cluster, namespace: string, name: string): Promise<boolean> {
  const secrets = await cluster.list({
    apiVersion: "v1",
    kind: "Secret",
    namespace,
    labelSelector: `owner=helm,name=${name}`,
  });
  const newest = [...secrets].sort(
    (a, b) => Number(b.metadata.labels?.version) - Number(a.metadata.labels?.version),
  )[0];
  if (newest?.metadata.labels?.status?.startsWith("pending-") !== true) return false;
  const release = decodeRelease(newest);
  const failed: StoredRelease = {
    ...release,
    info: {
      ...release.info,
      status: "failed",
      description: "interrupted: the run that held it ended without saying so",
    },
  };
  const updated = {
    ...newest,
    metadata: { ...newest.metadata, labels: { ...newest.metadata.labels, status: "failed" } },
    data: { release: encodeRelease(failed) },
  };
  try {
    await cluster.update(updated);
    return true;
  } catch (error) {
    // Somebody else wrote it meanwhile: then its owner is not gone, or has just said how it ended.
    if (error instanceof ClusterError && error.code === "Conflict") return false;
    throw error;
  }
}
