import { API_VERSION, type Kind, type KubeObject } from "@upstart/engine";
import { type ReviewRequest, readReview } from "../admission/review.ts";
import { keyOf } from "../peers/meaning.ts";
import { Peers } from "../peers/peers.ts";

/** An object as it is stored; what is not said of its metadata is made up. */
export function stored(kind: Kind, name: string, spec: unknown, metadata: object = {}): KubeObject {
  const own = {
    namespace: "shop",
    uid: `uid-${kind}-${name}`,
    generation: 1,
    creationTimestamp: "2030-01-01T00:00:00Z",
  };
  return { apiVersion: API_VERSION, kind, metadata: { ...own, name, ...metadata }, spec };
}

export const service = (name: string, helmReleases: object, metadata: object = {}, more: object = {}) =>
  stored("UpstartService", name, { helmReleases, ...more }, metadata);
export const environment = (name: string, spec: object, metadata: object = {}) =>
  stored("UpstartEnvironment", name, spec, metadata);

/** A release of some chart. */
export const release = (more: object = {}) => ({ chart: "shop/chart", ...more });
/** A release that needs others, and reads `KEY` of those that are named so: `db.KEY`. */
export const needing = (...names: readonly string[]) => {
  const uses = names.filter((n) => n.includes("."));
  const values = Object.fromEntries(uses.map((use, i) => [`use${i}`, `<< ${use.replace(".", ".outputs.")} >>`]));
  return release({ dependencies: [...new Set(names.map((n) => n.split(".")[0]!))].map((name) => ({ name })), values });
};
/** What makes a release publish keys of a Secret. */
export const publishing = (scope: "internal" | "external", ...keys: readonly string[]) => ({
  outputsFrom: [{ secretRef: { name: "out" }, scope, ...(keys.length === 0 ? {} : { keys }) }],
});

export function peersOf(...objects: readonly KubeObject[]): Peers {
  const peers = new Peers();
  for (const object of objects) peers.take({ type: "added", object });
  return peers;
}

/** The body of a review as the API server sends it. */
export function reviewBody(request: object): Record<string, unknown> {
  return { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request };
}

const USER = { username: "jane", groups: ["system:authenticated"] };

/** The request that a review of these is about. */
export function requestFor(
  operation: ReviewRequest["operation"],
  objects: { readonly object?: KubeObject; readonly oldObject?: KubeObject },
  more: object = {},
): Record<string, unknown> {
  const { kind, metadata } = (objects.object ?? objects.oldObject)!;
  const [group, version] = API_VERSION.split("/");
  return {
    uid: `review of ${keyOf({ kind, name: metadata.name })}`,
    kind: { group, version, kind },
    resource: { group, version, resource: `${kind.toLowerCase()}s` },
    name: metadata.name,
    namespace: metadata.namespace,
    operation,
    userInfo: USER,
    object: objects.object ?? null,
    oldObject: objects.oldObject ?? null,
    dryRun: false,
    options: { kind: "CreateOptions", apiVersion: "meta.k8s.io/v1", fieldManager: "kubectl" },
    ...more,
  };
}

/** The same, read. */
export function request(...args: Parameters<typeof requestFor>): ReviewRequest {
  const read = readReview(reviewBody(requestFor(...args)));
  if ("fault" in read) throw new Error(read.fault);
  return read;
}

export const creating = (object: KubeObject, more: object = {}) => request("CREATE", { object }, more);
export const updating = (oldObject: KubeObject, object: KubeObject, more: object = {}) =>
  request("UPDATE", { object, oldObject }, more);
export const deleting = (oldObject: KubeObject, more: object = {}) => request("DELETE", { oldObject }, more);
