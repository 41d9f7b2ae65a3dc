import { hasData, type KubeObject, VOLUME_CLAIM } from "@upstart/engine";
import type { Context } from "../context.ts";

const STATEFUL_SET = { apiVersion: "apps/v1", kind: "StatefulSet" } as const;
const RELEASE_NAME = "meta.helm.sh/release-name";

/** The claims of a namespace that have data which nobody has told to go. */
export async function claimsIn({ cluster }: Pick<Context, "cluster">, namespace: string): Promise<KubeObject[]> {
  return (await cluster.list({ ...VOLUME_CLAIM, namespace })).filter(hasData);
}

/**
 * Of the claims beside a Helm release those that may go when it is uninstalled: its own, and all of which nobody can know
 * who takes them, as operators do. What Helm has made for other releases has its turn with these, and what a StatefulSet
 * of Helm's has claimed outlives it.
 */
export async function claimsGoingWith(
  context: Pick<Context, "cluster">,
  { releaseName, namespace }: { readonly releaseName: string; readonly namespace: string },
): Promise<KubeObject[]> {
  const claims = await claimsIn(context, namespace);
  if (claims.length === 0) return [];
  const sets = await context.cluster.list({ ...STATEFUL_SET, namespace });
  const outliving = sets.flatMap(claimedBy);
  return claims.filter((claim) => {
    const owner = claim.metadata.annotations?.[RELEASE_NAME];
    if (owner !== undefined) return owner === releaseName;
    return claim.metadata.ownerReferences !== undefined || !outliving.some((prefix) => isNumbered(claim, prefix));
  });
}

/** What the names begin with that a set gives to its claims, where it is Helm's and lets them stay. */
function claimedBy({ metadata, spec }: KubeObject): string[] {
  const { volumeClaimTemplates = [], persistentVolumeClaimRetentionPolicy: policy } = (spec ?? {}) as SetSpec;
  if (metadata.annotations?.[RELEASE_NAME] === undefined || policy?.whenDeleted === "Delete") return [];
  return volumeClaimTemplates.map((t) => `${t.metadata?.name}-${metadata.name}-`);
}

function isNumbered({ metadata: { name } }: KubeObject, prefix: string): boolean {
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
}

interface SetSpec {
  readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[];
  readonly persistentVolumeClaimRetentionPolicy?: { readonly whenDeleted?: string };
}
