import { LABELS } from "../names/labels.ts";
import { isOurRevision } from "../reconcile/helm-records.ts";
import type { FakeCluster } from "./fake-cluster.ts";

/** As a client does it: what is pending and ours, and of that digest where one is given, becomes failed. */
export function fakeUnlock(
  cluster: FakeCluster,
  namespace: string,
  releaseName: string,
  digest?: string,
): "unlocked" | "over" | "locked" {
  let answer: "unlocked" | "over" = "over";
  for (const object of cluster.objects()) {
    const { labels } = object.metadata;
    if (object.metadata.namespace !== namespace || labels?.name !== releaseName) continue;
    if (labels.status?.startsWith("pending-") !== true) continue;
    if (!isOurRevision(labels)) return "locked";
    if (digest !== undefined && labels[LABELS.digest] !== digest) return "locked";
    cluster.put({ ...object, metadata: { ...object.metadata, labels: { ...labels, status: "failed" } } });
    answer = "unlocked";
  }
  return answer;
}
