import {
  API_VERSION,
  type Cluster,
  ClusterError,
  decodeRecord,
  type KubeObject,
  missingTemplates,
  type ObjectKey,
  type ObjectRef,
  recordKey,
  type Spec,
  specOfRecord,
} from "@upstart/engine";
import { atOnce } from "./at-once.ts";
import { specsOfKept } from "./kept.ts";

/**
 * Reads from the cluster what specs are made from and that is not among them: objects, else what clients have recorded.
 * Of what it returns nothing is made. What is not there, or may not be read, is left out.
 */
export async function templatesFor(
  { cluster, namespace }: { readonly cluster: Pick<Cluster, "get">; readonly namespace: string },
  specs: readonly Spec[],
): Promise<Spec[]> {
  const found: Spec[] = [];
  // An environment that is a template names services that are, and they name no more.
  for (let depth = 0; depth < 2; depth++) {
    const missing = missingTemplates([...specs, ...found], namespace);
    const read = (await atOnce(missing, (ref) => readTemplate(cluster, ref))).flat();
    if (read.length === 0) break;
    found.push(...read);
  }
  return found.map((spec) => ({ ...spec, isTemplateOnly: true }));
}

async function readTemplate(cluster: Pick<Cluster, "get">, ref: ObjectRef): Promise<Spec[]> {
  const { kind, name, namespace = "" } = ref;
  const object = await getVisible(cluster, { apiVersion: API_VERSION, kind, namespace, name });
  if (object !== undefined) return specsOfKept([object]);
  const secret = await getVisible(cluster, recordKey({ kind, name, namespace }));
  const record = secret === undefined ? undefined : decodeRecord(secret);
  return record === undefined ? [] : [specOfRecord(record)];
}

/** Undefined also where the cluster does not have the kind, or does not let us look. */
async function getVisible(cluster: Pick<Cluster, "get">, key: ObjectKey): Promise<KubeObject | undefined> {
  try {
    return await cluster.get(key);
  } catch (error) {
    if (error instanceof ClusterError && ["NotFound", "UnknownKind", "Forbidden"].includes(error.code))
      return undefined;
    throw error;
  }
}
