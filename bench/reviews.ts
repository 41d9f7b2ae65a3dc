/** An object of ours, as the API server stores it. */
export interface Stored {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string; readonly namespace: string };
  readonly spec: { readonly helmReleases: Readonly<Record<string, object>> };
}

const API_VERSION = "upstartoperators.upstart.com/v1alpha1";

/**
 * Services of one namespace, each with three releases and so many bytes of values; each uses outputs of two that come
 * before it, so that most have some that need them, and none is on a circle.
 */
export function webOfServices(count: number, bytes: number, namespace: string): Stored[] {
  return Array.from({ length: count }, (_, i) => {
    const needed = [...new Set([i - 1, i >> 1])].filter((n) => n >= 0 && n < i).map((n) => `service-${n}`);
    return {
      apiVersion: API_VERSION,
      kind: "UpstartService",
      metadata: { name: `service-${i}`, namespace },
      spec: { helmReleases: releases(i, needed, bytes) },
    };
  });
}

function releases(i: number, needed: readonly string[], bytes: number): Record<string, object> {
  const uses = Object.fromEntries(needed.map((name, n) => [`URL_${n}`, `https://<< ${name}.outputs.url >>/v1`]));
  const line = "a line of some setting that somebody has once written, and nobody takes away ".repeat(2).slice(0, 90);
  const filler = Object.fromEntries(
    Array.from({ length: Math.max(0, bytes - 900) / 110 }, (_, n) => [`setting-${n}`, line]),
  );
  return {
    [`db-${i}`]: {
      chart: "upstart-charts/postgres",
      version: "0.1.3",
      outputsFrom: [{ secretRef: { name: `db-${i}` }, keys: ["HOST", "PASSWORD"] }],
    },
    [`api-${i}`]: {
      chart: "upstart-charts/example-service",
      version: "1.4.0",
      dependencies: [{ name: `db-${i}` }, ...needed.map((name) => ({ name }))],
      outputsFrom: [{ configMapRef: { name: `api-${i}` }, scope: "external", keys: ["url"] }],
      values: {
        env: { ...uses, DATABASE: `postgres://app:<< db-${i}.outputs.PASSWORD >>@<< db-${i}.outputs.HOST >>/app` },
        config: filler,
      },
    },
    [`web-${i}`]: {
      chart: "upstart-charts/web-service",
      version: "1.0.0",
      dependencies: [{ name: `api-${i}` }],
      values: { replicas: 2, env: { API_URL: `<< api-${i}.outputs.url >>` } },
    },
  };
}

/** The body of a review of an update that changes a version; `uid` tells its answer from others. */
export function updateReview(stored: Stored, uid: string): string {
  const key = Object.keys(stored.spec.helmReleases).find((k) => k.startsWith("api"))!;
  const changed = { ...stored.spec.helmReleases[key], version: "1.4.1" };
  const metadata = {
    ...stored.metadata,
    uid: `${stored.metadata.name}-uid`,
    creationTimestamp: "2030-01-01T00:00:00Z",
  };
  const oldObject = { ...stored, metadata: { ...metadata, generation: 1 } };
  const object = {
    ...stored,
    metadata: { ...metadata, generation: 2 },
    spec: { helmReleases: { ...stored.spec.helmReleases, [key]: changed } },
  };
  return reviewOf("UPDATE", object, oldObject, uid);
}

/** The body of a review of something new. */
export function createReview(object: Stored, uid: string): string {
  return reviewOf("CREATE", object, null, uid);
}

function reviewOf(operation: string, object: object, oldObject: object | null, uid: string): string {
  const [group, version] = API_VERSION.split("/");
  const { metadata } = object as Stored;
  return JSON.stringify({
    kind: "AdmissionReview",
    apiVersion: "admission.k8s.io/v1",
    request: {
      uid,
      kind: { group, version, kind: "UpstartService" },
      resource: { group, version, resource: "upstartservices" },
      name: metadata.name,
      namespace: metadata.namespace,
      operation,
      userInfo: { username: "bench", groups: ["system:masters", "system:authenticated"] },
      object,
      oldObject,
      dryRun: false,
      options: { kind: "UpdateOptions", apiVersion: "meta.k8s.io/v1", fieldManager: "bench" },
    },
  });
}
