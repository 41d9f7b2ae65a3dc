import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type ApiAccess, request, watch } from "./api.ts";

/** What stands for a custom resource: a ConfigMap that says which Secret is wanted. */
interface Project {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
}

const PROJECTS = "/api/v1/configmaps?labelSelector=upstart.com%2Fsandbox-operator%3Dbugsnag";
const RETRY_MS = 500;

/**
 * Plays the operator of an error tracker: for each ConfigMap labelled `upstart.com/sandbox-operator: bugsnag` it writes
 * the Secret that `data.secretName` names, with BUGSNAG_API_KEY, after the delay of the annotation
 * `upstart.com/sandbox-delay`. The Secret belongs to the ConfigMap and goes with it. What fails is tried again; ends
 * only by its signal.
 */
export async function runOperator(access: ApiAccess, signal: AbortSignal): Promise<void> {
  const work = new Map<string, AbortController>();
  while (!signal.aborted) {
    try {
      for await (const { type, object } of watch<Project>(access, PROJECTS)) {
        if (signal.aborted) break;
        if (type === "DELETED") forget(work, object);
        else if (type === "ADDED") provide(access, work, object, signal);
      }
    } catch {
      // The API server is not up yet, starts anew, or is on its way down.
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined); // the loop looks at the signal
  }
  for (const one of work.values()) one.abort();
}

/** Once per ConfigMap: each new watch tells of all of them again. */
function provide(access: ApiAccess, work: Map<string, AbortController>, project: Project, signal: AbortSignal): void {
  if (work.has(project.metadata.uid)) return;
  const own = new AbortController();
  work.set(project.metadata.uid, own);
  void writeSecret(access, project, AbortSignal.any([own.signal, signal]));
}

function forget(work: Map<string, AbortController>, project: Project): void {
  work.get(project.metadata.uid)?.abort();
  work.delete(project.metadata.uid);
}

async function writeSecret(access: ApiAccess, project: Project, signal: AbortSignal): Promise<void> {
  const path = `/api/v1/namespaces/${project.metadata.namespace}/secrets`;
  let pause = milliseconds(project.metadata.annotations?.["upstart.com/sandbox-delay"]);
  while (!signal.aborted) {
    await sleep(pause, undefined, { signal }).catch(() => undefined); // the next line looks at the signal
    if (signal.aborted) return;
    const status = await request(access, "POST", path, secretFor(project)).then(
      (answer) => answer.status,
      () => 0, // not reachable right now
    );
    // 409: it is there, perhaps from before this process.
    if (status === 201 || status === 409) return;
    pause = RETRY_MS;
  }
}

function secretFor({ metadata, data }: Project): object {
  const { name, uid } = metadata;
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: data?.secretName, ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name, uid }] },
    // Looks like a key, and differs from project to project.
    stringData: { BUGSNAG_API_KEY: createHash("sha256").update(uid).digest("hex").slice(0, 32) },
  };
}

function milliseconds(duration = "0s"): number {
  const [, amount = "0", unit] = /^(\d+)(ms|s)$/.exec(duration) ?? [];
  return Number(amount) * (unit === "s" ? 1000 : 1);
}
