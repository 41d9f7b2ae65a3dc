import {
  type Clock,
  type Cluster,
  endedIn,
  forgottenAt,
  type KubeObject,
  LABELS,
  MANAGED_BY,
  readEnded,
  type Watch,
} from "@upstart/engine";
import type { Reconciler } from "../unit.ts";

interface Ports {
  readonly cluster: Pick<Cluster, "watch" | "delete">;
  readonly clock: Clock;
  readonly watchNamespaces: readonly string[];
}

/** What is kept of ended environments is to stay small. */
const MAX_IN_NAMESPACE = 200;
const KEPT_MS = 7 * 86_400_000;

/** Forgets environments that ended seven days ago, and the oldest where there are too many. Keys are namespaces. */
export function endedEnvironments({ cluster, clock, watchNamespaces }: Ports): Reconciler {
  let watches: readonly Watch[] = [];
  const all = () => watches.flatMap((w) => w.list()).filter(isOurs);
  return {
    name: "EndedEnvironment",
    workers: 1,
    watch: (enqueue) => {
      const selections = watchNamespaces.length === 0 ? [endedIn()] : watchNamespaces.map((n) => endedIn(n));
      watches = selections.map((s) => cluster.watch(s, ({ object }) => enqueue(namespaceOf(object), "wake")));
      return watches;
    },
    keys: () => new Set(all().map(namespaceOf)),
    reconcile: async ({ key }) => {
      const kept = all()
        .filter((o) => namespaceOf(o) === key)
        .sort((a, b) => timeOf(b) - timeOf(a));
      const isOver = (object: KubeObject, i: number) => i >= MAX_IN_NAMESPACE || timeOf(object) <= clock.now();
      for (const object of kept.filter(isOver)) await forget(cluster, object);
      const next = kept.filter((o, i) => !isOver(o, i)).at(-1);
      return next === undefined ? {} : { requeueAfterMs: timeOf(next) - clock.now() };
    },
  };
}

function namespaceOf({ metadata: { namespace = "" } }: KubeObject): string {
  return namespace;
}

function isOurs({ metadata }: KubeObject): boolean {
  return metadata.labels?.[LABELS.managedBy] === MANAGED_BY;
}

/** When it is to go. What nobody can read goes by its own age. */
function timeOf(object: KubeObject): number {
  const ended = readEnded(object);
  return ended === undefined ? Date.parse(object.metadata.creationTimestamp ?? "") + KEPT_MS : forgottenAt(ended);
}

/** Exactly what was looked at: it may have ended once more meanwhile. */
async function forget(cluster: Ports["cluster"], { apiVersion, kind, metadata }: KubeObject): Promise<void> {
  const { name, namespace = "", uid = "", resourceVersion = "" } = metadata;
  await cluster.delete({ apiVersion, kind, namespace, name }, { uid, resourceVersion });
}
