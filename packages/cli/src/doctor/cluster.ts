import { knownOrphans } from "../branch/orphan-garbage.ts";
import { openSession, type Session } from "../cluster/session.ts";
import type { ClusterFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import type { Add } from "./check.ts";
import { checkControllers, checkShard, namedShards } from "./controllers.ts";
import { leftBehind } from "./left-behind.ts";

const NEEDED_VERBS = [
  { verb: "list", resource: "secrets", for: "reads outputs and Helm's records" },
  { verb: "create", resource: "secrets", for: "keeps what was applied" },
  { verb: "watch", resource: "configmaps", for: "waits for outputs" },
  { verb: "create", group: "coordination.k8s.io", resource: "leases", for: "keeps two applies apart" },
  { verb: "watch", group: "apps", resource: "deployments", for: "waits until they are ready" },
] as const;

/** Looks at the cluster that is chosen, at what looks after it, and at what the caller may do there. */
export async function checkCluster(host: Host, flags: ClusterFlags, add: Add): Promise<void> {
  let session: Session | undefined;
  await add("cluster", "kubeconfig", async () => {
    session = openSession(host, flags);
    const { contextName, server } = session.connection;
    return { result: "ok", detail: contextName === "" ? server : `context ${contextName}, ${server}` };
  });
  if (session === undefined) return;
  try {
    await checkServer(host, session, add);
  } finally {
    session.close();
  }
}

async function checkServer(host: Host, session: Session, add: Add): Promise<void> {
  const isUp = await add("cluster", "API server", async () => ({
    result: "ok",
    detail: (await session.cluster.version()).gitVersion,
  }));
  if (!isUp) return;
  await add("cluster", "namespace", async () => {
    const there = await session.cluster.get({ apiVersion: "v1", kind: "Namespace", name: session.namespace });
    return there === undefined
      ? {
          result: "failed",
          detail: `there is no namespace "${session.namespace}"`,
          help: `kubectl create namespace ${session.namespace}, or choose another with -n`,
        }
      : { result: "ok", detail: session.namespace };
  });
  await add("cluster", "controllers", () => checkControllers(session));
  for (const [shard, objects] of await namedShards(session))
    await add("cluster", `shard ${shard}`, () => checkShard(session, shard, objects));
  const orphans = await knownOrphans(session);
  if (orphans.length > 0) await add("cluster", "left behind", async () => leftBehind(host, orphans));
  for (const { for: use, ...what } of NEEDED_VERBS) {
    await add("rights", `${what.verb} ${what.resource}`, async () => {
      const allowed = await session.cluster.canI({ ...what, namespace: session.namespace });
      return allowed
        ? { result: "ok", detail: use }
        : {
            result: "failed",
            detail: `not allowed in namespace "${session.namespace}": ${use}`,
            help: "ask for the ClusterRole edit in this namespace",
          };
    });
  }
}
