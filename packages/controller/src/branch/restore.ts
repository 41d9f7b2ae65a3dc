import {
  ClusterError,
  formatKey,
  headline,
  KEPT_SNAPSHOT_LABEL,
  type KeptSnapshot,
  type KubeObject,
  keptSnapshotsOf,
  restoredMark,
  restoringObjects,
  SNAPSHOT_CONTENT,
  snapshotsToRestore,
  VOLUME_CLAIM,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import { specOf } from "./life.ts";

/** Another than writes the rest onto a content: who applies leaves out what the other has said. */
const FIELD_MANAGER = "upstart-restore";

/**
 * Makes the claims anew of which an earlier life of an environment has left snapshots, in one of its namespaces and before
 * anything is installed there. Returns what stands in the way, where something does. Where there are no snapshots to be
 * had, that is told once, while the environment still has its data.
 */
export async function restoreVolumes(
  context: Context,
  environment: KubeObject,
  namespace: string,
): Promise<string | undefined> {
  if (specOf(environment).dataPolicy !== "snapshot") return undefined;
  if (context.snapshotTimeoutMs === 0) return tellMissing(context, environment, "the controllers make none here");
  const contents = await contentsOf(context, environment);
  for (const kept of snapshotsToRestore(contents, environment, namespace)) {
    const problem = await restore(context, environment, kept);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

async function contentsOf(context: Context, environment: KubeObject): Promise<readonly KubeObject[]> {
  try {
    return await context.cluster.list(keptSnapshotsOf(environment.metadata.name));
  } catch (error) {
    if (!(error instanceof ClusterError) || error.retryable) throw error;
    tellMissing(context, environment, headline(error.message));
    return [];
  }
}

function tellMissing(context: Context, environment: KubeObject, why: string): undefined {
  const note = `there are no snapshots to be had for dataPolicy: snapshot: ${why}; unless that changes, its volumes are kept when it goes, and releases that would take theirs with them stay`;
  context.tell(environment, { type: "Warning", reason: "SnapshotFailed", action: "Snapshot", note });
}

/** A claim that is there is left alone: its data is newer. */
async function restore(context: Context, environment: KubeObject, kept: KeptSnapshot): Promise<string | undefined> {
  const { cluster } = context;
  const { namespace, name } = kept.claim;
  const claim = { ...VOLUME_CLAIM, namespace, name };
  const content = { ...SNAPSHOT_CONTENT, name: kept.content.metadata.name };
  const wayOut = `to begin without it: kubectl label volumesnapshotcontent ${content.name} ${KEPT_SNAPSHOT_LABEL}-`;
  const cannot = (why: string) =>
    `${formatKey(claim)} cannot be made from the snapshot that was kept in ${formatKey(content)}: ${why}; ${wayOut}`;
  try {
    const home = await cluster.get({ apiVersion: "v1", kind: "Namespace", name: namespace });
    if (home === undefined) throw new ClusterError("Conflict", `the namespace ${namespace} is gone`);
    if ((await cluster.get(claim)) === undefined) {
      const objects = restoringObjects(kept, home);
      if (objects === undefined) return cannot("that does not say where the storage has it");
      for (const object of objects) await createOnce(context, object);
      const note = `has ${formatKey(claim)} back, as it was at ${kept.claim.at}, from ${formatKey(content)}`;
      context.tell(environment, { type: "Normal", reason: "Restored", action: "Restore", note });
    }
    await cluster.apply(restoredMark(kept.content, environment), { fieldManager: FIELD_MANAGER });
    return undefined;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.retryable) throw error;
    return cannot(headline(error.message));
  }
}

async function createOnce({ cluster }: Context, object: KubeObject): Promise<void> {
  try {
    await cluster.create(object);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.code !== "AlreadyExists") throw error;
  }
}
