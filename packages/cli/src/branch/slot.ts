import { ClusterError, type KubeObject } from "@upstart/engine";
import { type At, ENVIRONMENT, lifeOf, specOf, templateOf } from "./environment.ts";

/** How many slots of its template are taken with it, as `slot 12 of 30`; undefined without a quota, and where that cannot be seen. */
export async function slotText(at: At, environment: KubeObject): Promise<string | undefined> {
  try {
    const template = await templateOf(at, environment);
    const quota = template === undefined ? undefined : specOf(template).quota;
    if (template === undefined || quota === undefined) return undefined;
    const all = await at.cluster.list(ENVIRONMENT);
    return `slot ${all.filter((o) => isHolderOf(o, template)).length} of ${quota.environments}`;
  } catch (error) {
    if (error instanceof ClusterError && !error.retryable) return undefined;
    throw error;
  }
}

/** Whether an environment has one of a template's slots. */
export function isHolderOf(object: KubeObject, { metadata }: KubeObject): boolean {
  const { from } = specOf(object);
  const namespace = from?.namespace ?? object.metadata.namespace;
  return from?.name === metadata.name && namespace === metadata.namespace && lifeOf(object).phase !== "Queued";
}
