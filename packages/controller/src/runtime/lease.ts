import type { KubeObject, ObjectKey } from "@upstart/engine";

/** Who holds a Lease; empty when nobody does. */
export function holderOf(lease: KubeObject | undefined): string {
  return specOf(lease).holderIdentity ?? "";
}

/** How long a holder may be silent, in milliseconds; 0 when the Lease does not say. */
export function durationOf(lease: KubeObject | undefined): number {
  const seconds = specOf(lease).leaseDurationSeconds;
  return typeof seconds === "number" && seconds > 0 ? seconds * 1000 : 0;
}

/** What holders write, as text: it changes whenever one of them has written. */
export function contentOf(lease: KubeObject | undefined): string {
  return JSON.stringify(specOf(lease));
}

/** The Lease as its holder writes it: taken, or renewed where it is the holder's already. */
export function held(
  key: ObjectKey,
  current: KubeObject | undefined,
  by: {
    readonly identity: string;
    readonly durationMs: number;
    readonly now: number;
    readonly annotations?: Readonly<Record<string, string>>;
  },
): KubeObject {
  const before = specOf(current);
  const isMine = before.holderIdentity === by.identity;
  const now = microTime(by.now);
  const lease = write(key, current, {
    holderIdentity: by.identity,
    leaseDurationSeconds: Math.ceil(by.durationMs / 1000),
    acquireTime: isMine ? (before.acquireTime ?? now) : now,
    renewTime: now,
    leaseTransitions: (before.leaseTransitions ?? 0) + (isMine || current === undefined ? 0 : 1),
  });
  if (by.annotations === undefined) return lease;
  return {
    ...lease,
    metadata: { ...lease.metadata, annotations: { ...lease.metadata.annotations, ...by.annotations } },
  };
}

/** The Lease without a holder: whoever comes next may take it at once. */
export function released(key: ObjectKey, current: KubeObject, now: number): KubeObject {
  const { leaseTransitions } = specOf(current);
  return write(key, current, {
    holderIdentity: "",
    leaseDurationSeconds: 1,
    renewTime: microTime(now),
    ...(leaseTransitions === undefined ? {} : { leaseTransitions }),
  });
}

interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

function specOf(lease: KubeObject | undefined): LeaseSpec {
  return (lease?.spec ?? {}) as LeaseSpec;
}

function write(key: ObjectKey, current: KubeObject | undefined, spec: LeaseSpec): KubeObject {
  const fresh = {
    name: key.name,
    ...(key.namespace === undefined ? {} : { namespace: key.namespace }),
    labels: { "app.kubernetes.io/managed-by": "upstart" },
  };
  return { apiVersion: key.apiVersion, kind: key.kind, metadata: current?.metadata ?? fresh, spec };
}

/** Leases have microseconds. */
function microTime(ms: number): string {
  return new Date(ms).toISOString().replace(/Z$/, "000Z");
}
