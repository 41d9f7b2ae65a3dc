import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import {
  type Clock,
  type Cluster,
  ClusterError,
  type KubeObject,
  LABELS,
  MANAGED_BY,
  type ObjectKey,
} from "@upstart/engine";

const DURATION_MS = 15_000;
const RENEW_MS = 5000;
const LOOK_MS = 500;

/** Held while an object is applied or deleted, so that two machines do not do it at once. */
export interface HeldLease {
  /** Aborted when it could not be renewed for as long as it lasts, or somebody else has it: others may be at work now. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told who holds it, once for each. */
  readonly onWait: (holder: string) => void;
  /** The machine that holders on it are known by. */
  readonly machine?: Machine;
}

export interface Machine {
  readonly name: string;
  readonly pid: number;
  isRunning(pid: number): boolean;
}

/** Takes the lease of a record where there is none yet: one call. Undefined where there is one, whoever has it. */
export async function takeNewLease(
  cluster: Cluster,
  key: ObjectKey,
  { clock, machine = thisMachine }: Pick<LeaseOptions, "clock" | "machine">,
): Promise<HeldLease | undefined> {
  const holder = holderName(machine);
  const taken = await take(cluster, clock, key, undefined, holder);
  return taken === undefined ? undefined : renewing(cluster, clock, key, taken);
}

/**
 * Takes the lease of a record. Another holder is waited for: it is taken to be gone when its process on this machine
 * is dead, or when the lease has not changed for as long as it lasts, by our own clock. Rejects when the signal is
 * aborted first.
 */
export async function holdLease(cluster: Cluster, key: ObjectKey, options: LeaseOptions): Promise<HeldLease> {
  const { clock, signal, machine = thisMachine } = options;
  const holder = holderName(machine);
  let seen = { version: "", since: clock.now() };
  let told = "";
  for (;;) {
    signal.throwIfAborted();
    const current = await cluster.get(key);
    const version = current?.metadata.resourceVersion ?? "";
    if (version !== seen.version) seen = { version, since: clock.now() };
    const other = holderOf(current);
    if (other === "" || isDeadHere(other, machine) || clock.now() - seen.since >= DURATION_MS) {
      const taken = await take(cluster, clock, key, current, holder);
      if (taken !== undefined) return renewing(cluster, clock, key, taken);
    } else if (other !== told) {
      told = other;
      options.onWait(other.split("/")[0]!);
    }
    await pause(clock, LOOK_MS, signal);
  }
}

function holderName({ name, pid }: Machine): string {
  return `${name}/${pid}/${randomUUID()}`;
}

async function take(
  cluster: Cluster,
  clock: Clock,
  key: ObjectKey,
  current: KubeObject | undefined,
  holder: string,
): Promise<KubeObject | undefined> {
  const object = leaseObject(clock, key, holder, current);
  try {
    return current === undefined ? await cluster.create(object) : await cluster.update(object);
  } catch (error) {
    const fasterThanUs = current === undefined ? ["AlreadyExists"] : ["Conflict", "NotFound"];
    if (error instanceof ClusterError && fasterThanUs.includes(error.code)) return undefined;
    throw error;
  }
}

function renewing(cluster: Cluster, clock: Clock, key: ObjectKey, taken: KubeObject): HeldLease {
  const lost = new AbortController();
  let latest = taken;
  let renewedAt = clock.now();
  let cancel: () => void = () => undefined;
  const renew = async () => {
    try {
      const renewed = await renewOnce(cluster, clock, key, latest);
      if (renewed === undefined) lost.abort();
      else {
        latest = renewed;
        renewedAt = clock.now();
      }
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      // The next one tries again; the lease lasts three of them.
      if (clock.now() - renewedAt >= DURATION_MS) lost.abort();
    }
  };
  const arm = () => {
    cancel = clock.after(RENEW_MS, () => {
      void renew().finally(() => {
        if (!isReleased && !lost.signal.aborted) arm();
      });
    });
  };
  let isReleased = false;
  arm();
  return {
    lost: lost.signal,
    release: async () => {
      isReleased = true;
      cancel();
      await giveBack(cluster, key, latest);
    },
  };
}

/** As we wrote it last it is ours; written since, it is so only if it still names us. Undefined where it is not. */
async function renewOnce(
  cluster: Cluster,
  clock: Clock,
  key: ObjectKey,
  latest: KubeObject,
): Promise<KubeObject | undefined> {
  const holder = holderOf(latest);
  const write = (current: KubeObject) => cluster.update(leaseObject(clock, key, holder, current));
  try {
    return await write(latest);
  } catch (error) {
    if (!(error instanceof ClusterError) || !["Conflict", "NotFound"].includes(error.code)) throw error;
    const current = await cluster.get(key);
    return current === undefined || holderOf(current) !== holder ? undefined : await write(current);
  }
}

/** As we wrote it last it is ours; written since, it is so only if it still names us. */
async function giveBack(cluster: Cluster, key: ObjectKey, latest: KubeObject): Promise<void> {
  for (let current: KubeObject | undefined = latest; holderOf(current) === holderOf(latest); ) {
    const { resourceVersion } = current!.metadata;
    try {
      await cluster.delete(key, resourceVersion === undefined ? {} : { resourceVersion });
      return;
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== "Conflict") throw error;
      current = await cluster.get(key);
    }
  }
}

function leaseObject(clock: Clock, key: ObjectKey, holder: string, current: KubeObject | undefined): KubeObject {
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
      renewTime: new Date(clock.now()).toISOString().replace(/Z$/, "000Z"),
    },
  };
}

function holderOf(lease: KubeObject | undefined): string {
  return (lease?.spec as { holderIdentity?: string } | undefined)?.holderIdentity ?? "";
}

/** A holder on this machine whose process is gone cannot come back. */
function isDeadHere(holder: string, machine: Machine): boolean {
  const [name, pid] = holder.split("/");
  return name === machine.name && !machine.isRunning(Number(pid));
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener("abort", end, { once: true });
  });
}

const thisMachine: Machine = {
  name: hostname(),
  pid: process.pid,
  isRunning: (pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code !== "ESRCH";
    }
  },
};
