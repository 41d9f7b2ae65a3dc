import { type Clock, type Cluster, ClusterError, pause } from "@upstart/engine";
import type { Log } from "./runtime/log.ts";

export interface WaitForKinds {
  readonly cluster: Pick<Cluster, "get">;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  readonly namespace: string;
  readonly signal: AbortSignal;
}

const LOOK_MS = 2000;
const REMIND_MS = 60_000;

/** Waits until the cluster has all kinds, and says which it waits for; false when told to end before. */
export async function waitForKinds(options: WaitForKinds): Promise<boolean> {
  const { clock, log, apiVersion, signal } = options;
  let told = { what: "", at: 0 };
  while (!signal.aborted) {
    const { missing, error } = await look(options);
    if (missing.length === 0) return true;
    const what = JSON.stringify([missing, (error as ClusterError | undefined)?.code]);
    if (what !== told.what || clock.now() - told.at >= REMIND_MS) {
      told = { what, at: clock.now() };
      if (error !== undefined) log.warn("cannot ask the cluster for its kinds; will try again", { error });
      else
        log.info("waiting for CustomResourceDefinitions; install them with kubectl apply -f crds/", {
          apiVersion,
          missing,
        });
    }
    await pause(clock, LOOK_MS, signal);
  }
  return false;
}

async function look(options: WaitForKinds): Promise<{ missing: readonly string[]; error?: unknown }> {
  const { cluster, apiVersion, kinds, namespace } = options;
  const missing: string[] = [];
  for (const kind of kinds) {
    try {
      // An object that hardly exists: what counts is whether the server knows of its kind.
      await cluster.get({ apiVersion, kind, namespace, name: "upstart-controller" });
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (error.code === "UnknownKind") missing.push(kind);
      // Who may not read it has the kind all the same; watching it says what is missing.
      else if (error.code !== "Forbidden") return { missing: kinds, error };
    }
  }
  return { missing };
}
