import { holds } from "../drift/differences.ts";
import { type Drifted, driftOf } from "../drift/drifted.ts";
import { withoutField } from "../drift/helm-object.ts";
import { HELM_MANAGER } from "../drift/managers.ts";
import type { Cluster } from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";

/** What is asked of the cluster, as whom the release says. */
export type DriftCluster = Pick<Cluster, "get" | "apply">;

/** An object as it is, and what of it is not as deployed. */
export interface Inspected {
  readonly live: KubeObject;
  readonly drifted: Drifted | undefined;
}

/** On an object: `Disabled` leaves it to others. */
const DRIFT_ANNOTATION = "upstart.com/drift-detection";
/** Compared under a name that owns nothing, an apply changes what it has and takes nothing away. */
const COMPARING = "upstart-drift";

/**
 * Compares an object with its manifest. Where it does not have all of it as it is written there, the server is asked
 * what an apply would change: it knows its defaults, its notations and its webhooks. Undefined: there is nothing to
 * compare.
 */
export async function inspectObject(
  cluster: DriftCluster,
  key: ObjectKey,
  wanted: KubeObject,
): Promise<Inspected | undefined> {
  const live = await cluster.get(key);
  if (live === undefined || isLeftAlone(live)) return undefined;
  if (holds(live, wanted)) return { live, drifted: undefined };
  const applied = await cluster.apply(wanted, { fieldManager: COMPARING, force: true, dryRun: true });
  return { live, drifted: driftOf(key, live, applied) };
}

/**
 * Puts an object right and returns it as it is then. Written as Helm does, so that its next upgrade finds nothing that
 * it does not know; never makes one anew that is gone by now.
 */
export async function correctObject(
  cluster: DriftCluster,
  wanted: KubeObject,
  live: KubeObject,
  { left }: Drifted,
): Promise<KubeObject> {
  const { uid } = live.metadata;
  const own = left.reduce((object, path) => withoutField(object, live, path), wanted);
  const guarded = { ...own, metadata: { ...own.metadata, ...(uid === undefined ? {} : { uid }) } };
  return await cluster.apply(guarded, { fieldManager: HELM_MANAGER, force: true });
}

/** Helm leaves it behind, or somebody has asked for it, or it is going anyway. */
export function isLeftAlone({ metadata: { annotations, deletionTimestamp } }: KubeObject): boolean {
  return (
    deletionTimestamp !== undefined ||
    annotations?.["helm.sh/resource-policy"] === "keep" ||
    annotations?.[DRIFT_ANNOTATION] === "Disabled"
  );
}
