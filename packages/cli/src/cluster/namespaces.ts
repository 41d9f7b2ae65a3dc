import { type Clock, type Cluster, claimNamespace, type Service } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";

const LOOK_MS = 300;

/**
 * Makes the namespaces of an environment, labelled and marked with the uid of its record. One that exists and is not
 * the environment's is never taken; one that is on its way out, of an earlier life of the environment, is waited for.
 */
export async function makeNamespaces(
  cluster: Cluster,
  namespaces: ReadonlyMap<string, Service>,
  ownerUid: string,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all([...namespaces].map(([name, service]) => makeNamespace(cluster, name, service, ownerUid, signal)));
}

async function makeNamespace(
  cluster: Cluster,
  name: string,
  service: Service,
  ownerUid: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const claim = await claimNamespace(cluster, name, service, ownerUid);
    if (claim === "taken") throw conflict(name, service);
    if (claim === "ours") return;
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Waits for namespaces to be gone; returns those that are not when the signal is aborted. */
export async function namespacesGone(
  cluster: Cluster,
  clock: Clock,
  names: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  let open = [...names];
  for (;;) {
    const there = await Promise.all(open.map((name) => cluster.get({ apiVersion: "v1", kind: "Namespace", name })));
    open = open.filter((_, i) => there[i] !== undefined);
    if (open.length === 0 || signal.aborted) return open;
    await new Promise<void>((resolve) => clock.after(LOOK_MS, resolve));
  }
}

function conflict(name: string, service: Service): CliError {
  return new CliError(
    EXIT.no,
    `NamespaceConflict: the namespace "${name}" exists and was not made for the service "${service.key}" of ${service.environment!.name}`,
    `delete it if nothing of it is needed, or give the environment or service another name`,
  );
}
