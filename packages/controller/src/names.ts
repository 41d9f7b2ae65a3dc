import { API_GROUP, type Kind, type KubeObject, kebabCase, LABELS, MANAGED_BY } from "@upstart/engine";

/** Who writes what the controllers write. */
export const FIELD_MANAGER = "upstart-controller";

/** Keeps an object until everything that was made of it is gone. */
export const FINALIZER = "upstart.com/finalizer";

/** Another value of it: what was given up on is tried again. */
export const RETRY_ANNOTATION = "upstart.com/retry-at";

/** `true`, on a HelmRelease, its service or its environment: it goes without being uninstalled, and all of it is left. */
export const SKIP_UNINSTALL_ANNOTATION = "upstart.com/skip-uninstall";

/** On a HelmRelease that was made: the HelmReleases that it needs, so that they go after it, whatever is wanted by then. */
export const NEEDS_ANNOTATION = "upstart.com/needs";

/** One text per object of our kinds: `UpstartService/shop/payments`. */
export function objectKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ""}/${name}`;
}

/** The key of a queue: `namespace/name`. */
export function queueKey({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** Which Helm release a HelmRelease is about. */
export function helmReleaseOf({ metadata, spec }: KubeObject): {
  readonly releaseName: string;
  readonly namespace: string;
} {
  const { releaseName, targetNamespace } = spec as { readonly releaseName?: string; readonly targetNamespace?: string };
  return { releaseName: releaseName ?? kebabCase(metadata.name), namespace: targetNamespace ?? metadata.namespace! };
}

/** Whether a HelmRelease is about that Helm release: its name and its namespace never change. */
export function isAbout(
  object: KubeObject,
  release: { readonly releaseName: string; readonly namespace: string },
): boolean {
  const { releaseName, namespace } = helmReleaseOf(object);
  return releaseName === release.releaseName && namespace === release.namespace;
}

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
    (o) => o.controller === true && o.apiVersion.split("/")[0] === API_GROUP,
  );
  return owner === undefined ? undefined : { kind: owner.kind as Kind, name: owner.name, uid: owner.uid };
}
