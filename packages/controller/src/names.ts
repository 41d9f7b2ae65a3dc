import { helmReleaseOf, type KubeObject } from "@upstart/engine";

export { helmReleaseOf, type Maker, makerOf } from "@upstart/engine";

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

/** By their keys, the HelmReleases that one needed when it was made. */
export function needsWrittenIn({ metadata }: KubeObject): readonly string[] {
  const text = metadata.annotations?.[NEEDS_ANNOTATION];
  if (text === undefined) return [];
  try {
    const needs: unknown = JSON.parse(text);
    return Array.isArray(needs) ? needs.map(String) : [];
  } catch {
    return []; // somebody has edited it, and all that is lost by it is an order
  }
}

/** One text per object of our kinds: `UpstartService/shop/payments`. */
export function objectKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ""}/${name}`;
}

/** The key of a queue: `namespace/name`. */
export function queueKey({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** Whether a HelmRelease is about that Helm release: its name and its namespace never change. */
export function isAbout(
  object: KubeObject,
  release: { readonly releaseName: string; readonly namespace: string },
): boolean {
  const { releaseName, namespace } = helmReleaseOf(object);
  return releaseName === release.releaseName && namespace === release.namespace;
}
