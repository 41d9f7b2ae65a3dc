import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Cluster, ClusterError, type KubeObject, LABELS, MANAGED_BY, type ObjectKey } from "@upstart/engine";

const DURATION_MS = 15_000;
const RENEW_MS = 5_000;
const LOOK_MS = 500;

/** Held while an object is applied or deleted, so that two machines do not do it at once. */
export interface HeldLease {
  release(): Promise<void>;
}

/**
 * Takes the lease of a record. Another holder is waited for: it is taken to be gone when its process on this machine
 * is dead, or when the lease has not changed for as long as it lasts, by our own clock. `onWait` is told who holds it.
 */
export async function holdLease(
  cluster: Cluster,
  key: ObjectKey,
  options: { readonly signal: AbortSignal; readonly onWait: (holder: string) => void },
): Promise<HeldLease> {
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  let seen = { version: "", since: Date.now() };
  let told = "";
  for (;;) {
    options.signal.throwIfAborted();
    const current = await cluster.get(key);
    const other = holderOf(current);
    if (current?.metadata.resourceVersion !== seen.version)
      seen = { version: current?.metadata.resourceVersion ?? "", since: Date.now() };
    if (other === "" || isDeadHere(other) || Date.now() - seen.since >= DURATION_MS) {
      const taken = await take(cluster, key, current, holder);
      if (taken) return renewing(cluster, key, holder);
    } else if (other !== told) {
      told = other;
      options.onWait(other.split("/")[0]!);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function take(
  cluster: Cluster,
  key: ObjectKey,
  current: KubeObject | undefined,
  holder: string,
): Promise<boolean> {
  try {
    const object = leaseObject(key, holder, current);
    if (current === undefined) await cluster.create(object);
    else await cluster.update(object);
    return true;
  } catch (error) {
    // Somebody was faster.
    if (error instanceof ClusterError && ["Conflict", "AlreadyExists"].includes(error.code)) return false;
    throw error;
  }
}

function renewing(cluster: Cluster, key: ObjectKey, holder: string): HeldLease {
  const timer = setInterval(() => {
    void (async () => {
      const current = await cluster.get(key);
      if (holderOf(current) === holder) await cluster.update(leaseObject(key, holder, current));
    })().catch(() => undefined); // the next renewal tries again; the lease lasts three of them
  }, RENEW_MS);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      const current = await cluster.get(key);
      if (current !== undefined && holderOf(current) === holder)
        await cluster.delete(key, current.metadata.uid === undefined ? {} : { uid: current.metadata.uid });
    },
  };
}

function leaseObject(key: ObjectKey, holder: string, current: KubeObject | undefined): KubeObject {
  return {
    apiVersion: key.apiVersion,
    kind: key.kind,
    metadata: {
      name: key.name,
      ...(key.namespace === undefined ? {} : { namespace: key.namespace }),
      labels: { [LABELS.managedBy]: MANAGED_BY },
      ...(current?.metadata.resourceVersion === undefined ? {} : { resourceVersion: current.metadata.resourceVersion }),
    },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: DURATION_MS / 1000,
      renewTime: new Date().toISOString().replace(/Z$/, "000Z"),
    },
  };
}

function holderOf(lease: KubeObject | undefined): string {
  return (lease?.spec as { holderIdentity?: string } | undefined)?.holderIdentity ?? "";
}

/** A holder on this machine whose process is gone cannot come back. */
function isDeadHere(holder: string): boolean {
  const [host, pid] = holder.split("/");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
