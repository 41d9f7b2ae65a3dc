import { type KubeObject, type LeftObject, OWNER_UID_ANNOTATION } from "@upstart/engine";
import type { Context } from "../context.ts";
import { FIELD_MANAGER, queueKey } from "../names.ts";
import { specOf } from "./life.ts";

const CLAIM = { apiVersion: "v1", kind: "PersistentVolumeClaim" } as const;

/** The volumes of an environment that goes, by namespace, where its `dataPolicy` asks for them to be kept. */
export async function volumesToKeep(
  context: Context,
  object: KubeObject,
  namespaces: readonly KubeObject[],
): Promise<ReadonlyMap<string, readonly LeftObject[]>> {
  const kept = new Map<string, readonly LeftObject[]>();
  if (specOf(object).dataPolicy !== "keep") return kept;
  for (const namespace of namespaces) {
    const { name, deletionTimestamp } = namespace.metadata;
    const claims = deletionTimestamp === undefined ? await context.cluster.list({ ...CLAIM, namespace: name }) : [];
    if (claims.length === 0) continue;
    const left = claims.map((c) => ({ ...CLAIM, namespace: name, name: c.metadata.name }));
    kept.set(
      name,
      left.map((claim) => ({ object: claim, why: "data" })),
    );
  }
  return kept;
}

/** Sets a namespace aside: it is nobody's until an environment of the same name is made again. */
export async function setAside(context: Context, object: KubeObject, namespace: KubeObject): Promise<void> {
  await mark(context, namespace, markOf(object));
}

/** Takes back a namespace that was kept for an environment of that name. False where it is somebody else's. */
export async function takeBack(context: Context, object: KubeObject, name: string): Promise<boolean> {
  const namespace = await context.cluster.get({ apiVersion: "v1", kind: "Namespace", name });
  if (namespace?.metadata.annotations?.[OWNER_UID_ANNOTATION] !== markOf(object)) return false;
  await mark(context, namespace, object.metadata.uid ?? "");
  return true;
}

/** No uid is like it. */
function markOf(object: KubeObject): string {
  return `kept for ${queueKey(object)}`;
}

async function mark({ cluster }: Context, { metadata: { name, uid = "" } }: KubeObject, owner: string): Promise<void> {
  const annotations = { [OWNER_UID_ANNOTATION]: owner };
  await cluster.apply(
    { apiVersion: "v1", kind: "Namespace", metadata: { name, uid, annotations } },
    { fieldManager: FIELD_MANAGER, force: true },
  );
}
