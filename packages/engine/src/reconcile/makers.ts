import { serviceAccountUser } from "../graph/graph.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import { kebabCase } from "../names/names.ts";
import type { KubeObject } from "../ports/object.ts";
import { API_GROUP, type HelmReleaseSpec, KINDS, type Kind } from "../spec/objects.ts";

/** An object of ours that made another. */
export interface Maker {
  readonly kind: Kind;
  readonly name: string;
  readonly uid: string;
}

/** Who made an object, if it was us for an object of our kinds. People's objects have no maker. */
export function makerOf({ metadata }: KubeObject): Maker | undefined {
  if (metadata.labels?.[LABELS.managedBy] !== MANAGED_BY) return undefined;
  const owner = metadata.ownerReferences?.find(
    (o) => o.controller === true && o.apiVersion.split("/")[0] === API_GROUP && KINDS.includes(o.kind as Kind),
  );
  return owner === undefined ? undefined : { kind: owner.kind as Kind, name: owner.name, uid: owner.uid };
}

/** Which Helm release a HelmRelease is about, and as whom it is installed where it is not ourselves. */
export function helmReleaseOf({ metadata, spec }: KubeObject): {
  readonly releaseName: string;
  readonly namespace: string;
  readonly asUser?: string;
} {
  const { releaseName, targetNamespace, serviceAccountName } = spec as Partial<HelmReleaseSpec>;
  const home = metadata.namespace!;
  return {
    releaseName: releaseName ?? kebabCase(metadata.name),
    namespace: targetNamespace ?? home,
    ...(serviceAccountName === undefined ? {} : { asUser: serviceAccountUser(home, serviceAccountName) }),
  };
}
