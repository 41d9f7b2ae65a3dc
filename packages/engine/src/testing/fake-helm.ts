import { LABELS, MANAGED_BY } from "../names/labels.ts";
import type { Clock } from "../ports/clock.ts";
import { type Deployed, type Helm, HelmError, type HelmRecord, type UpgradeRequest } from "../ports/helm.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import type { Values } from "../reference/values.ts";
import type { FakeCluster } from "./fake-cluster.ts";

/** How a release behaves when Helm is called for it. Times in ms; nothing given: at once, and well. */
export interface Behaviour {
  /** How long its chart takes to be fetched. */
  readonly fetchMs?: number;
  /** How long Helm works. */
  readonly deployMs?: number;
  /** The release has a Deployment, ready so long after Helm has ended (with post hooks: before it ends). */
  readonly readyMs?: number;
  /** What the ConfigMap `<release>-outputs` holds, and when it comes after Helm has ended. */
  readonly outputs?: (values: Values) => Readonly<Record<string, string>>;
  readonly outputsMs?: number;
  /** The same, in the Secret `<release>-secret`. */
  readonly secrets?: (values: Values) => Readonly<Record<string, string>>;
  readonly hasPostHooks?: boolean;
  /** What the next calls end with, one each; `undefined` lets one pass. */
  readonly fails?: readonly (HelmError | undefined)[];
  /** Its values are refused before anything is written, as by a chart's schema. */
  readonly refuses?: HelmError;
  /** So many of its first calls do all, and end with this for want of an answer. */
  readonly unheard?: readonly HelmError[];
  /** Being told to end, it dies instead and leaves its revision pending. */
  readonly diesWhenEnded?: boolean;
  /** An uninstall ends with this. */
  readonly keeps?: HelmError;
  /** How long its uninstall works; as long as a deploy where it is not said. */
  readonly uninstallMs?: number;
  /** Objects that its hooks have made. */
  readonly hooks?: readonly ObjectKey[];
  /** Those of its hooks that run when it is uninstalled. */
  readonly deleteHooks?: readonly ObjectKey[];
  /** Other objects of the chart. */
  readonly objects?: readonly KubeObject[];
}

export interface HelmCall {
  readonly verb: "upgrade" | "uninstall";
  readonly releaseName: string;
  readonly namespace: string;
  readonly from: number;
  to?: number;
  readonly values?: Values;
  readonly wait?: boolean;
  readonly noHooks?: boolean;
  readonly asUser?: string | undefined;
}

/** Helm in memory, over a fake cluster. */
export interface FakeHelm extends Helm {
  /** Every call that changes something, in order of their beginnings. */
  readonly calls: readonly HelmCall[];
  /** Charts that were fetched, each once. */
  readonly fetched: readonly string[];
  /** Most upgrades at once, those that only wait for readiness left out. */
  readonly busiest: () => number;
  /** What it has on record of a release. */
  record(release: { readonly releaseName: string; readonly namespace: string }): HelmRecord | undefined;
  /** What the last upgrade of a release has made. */
  manifestOf(release: { readonly namespace: string; readonly releaseName: string }): readonly KubeObject[];
  /** Changes how a release behaves from here on. */
  behave(releaseName: string, behaviour: Behaviour): void;
}

/** A Helm whose releases behave as told, by Helm's name. */
export function fakeHelm(
  clock: Clock,
  cluster: FakeCluster,
  behaviours: Readonly<Record<string, Behaviour>> = {},
): FakeHelm {
  const known = new Map(Object.entries(behaviours));
  const tries = new Map<string, number>();
  const calls: HelmCall[] = [];
  const manifests = new Map<string, readonly KubeObject[]>();
  const charts = new Map<string, Promise<unknown>>();
  let working = 0;
  let busiest = 0;

  const pause = (ms: number, signal?: AbortSignal) =>
    new Promise<boolean>((resolve) => {
      const cancel = clock.after(ms, () => resolve(true));
      const onAbort = () => {
        cancel();
        resolve(false);
      };
      if (signal?.aborted === true) onAbort();
      signal?.addEventListener("abort", onAbort, { once: true });
    });

  const upgrade = async (request: UpgradeRequest, signal?: AbortSignal): Promise<Deployed> => {
    const { releaseName, namespace, values } = request;
    const behaviour = known.get(releaseName) ?? {};
    if (behaviour.refuses !== undefined) throw behaviour.refuses;
    const revision = lastRevision(cluster, request) + 1;
    const write = (status: string) => cluster.put(helmRecord(request, revision, status));
    const cancelled = () => {
      if (behaviour.diesWhenEnded !== true) write("failed");
      return new HelmError("Cancelled", `ended: deploy ${releaseName}`);
    };
    write(revision === 1 ? "pending-install" : "pending-upgrade");
    if (!(await pause(behaviour.deployMs ?? 0, signal))) throw cancelled();
    const attempt = tries.get(releaseName) ?? 0;
    tries.set(releaseName, attempt + 1);
    const failure = behaviour.fails?.[attempt];
    if (failure !== undefined) {
      write("failed");
      throw failure;
    }
    const made = release(clock, cluster, request, behaviour, values);
    manifests.set(`${namespace}/${releaseName}`, made);
    const objects = made.map(keyOf);
    if (request.wait && !(await pause(behaviour.readyMs ?? 0, signal))) throw cancelled();
    write("deployed");
    const unheard = behaviour.unheard?.[attempt];
    if (unheard !== undefined) throw unheard;
    return { revision, chart: "fake", version: "1.0.0", objects: objects.filter((o) => o.namespace === namespace) };
  };

  return {
    calls,
    get fetched() {
      return [...charts.keys()];
    },
    busiest: () => busiest,
    manifestOf: ({ namespace, releaseName }) => manifests.get(`${namespace}/${releaseName}`) ?? [],
    behave: (releaseName, behaviour) => {
      known.set(releaseName, behaviour);
      tries.delete(releaseName);
    },
    // The chart's name says whose it is, for charts are not per release.
    fetchChart: async ({ chart }) => {
      const name = chart.split("/").at(-1)!;
      const { fetchMs } = known.get(name) ?? {};
      if (!charts.has(name)) charts.set(name, fetchMs === undefined ? Promise.resolve() : pause(fetchMs));
      await charts.get(name);
      return { path: chart, name, version: "1.0.0", hasPostHooks: known.get(name)?.hasPostHooks === true };
    },
    upgrade: async (request, signal) => {
      const { releaseName, namespace, values, wait, asUser } = request;
      const call: HelmCall = { verb: "upgrade", releaseName, namespace, from: clock.now(), values, wait, asUser };
      calls.push(call);
      if (!wait) working += 1;
      busiest = Math.max(busiest, working);
      try {
        return await upgrade(request, signal);
      } finally {
        if (!wait) working -= 1;
        call.to = clock.now();
      }
    },
    record: ({ releaseName, namespace }) => {
      const records = recordsOf(cluster, { releaseName, namespace });
      const newest = records.at(-1);
      if (newest === undefined) return undefined;
      return {
        status: newest.metadata.labels?.status ?? "unknown",
        isOurs: records.some((r) => r.metadata.labels?.[LABELS.managedBy] === MANAGED_BY),
        objects: madeBy(cluster, { releaseName, namespace }).map(keyOf),
        hooks: known.get(releaseName)?.hooks ?? [],
        deleteHooks: known.get(releaseName)?.deleteHooks ?? [],
      };
    },
    uninstall: async ({ releaseName, namespace, keepRecord, noHooks, asUser }, signal) => {
      const call: HelmCall = {
        verb: "uninstall",
        releaseName,
        namespace,
        from: clock.now(),
        ...(noHooks === true ? { noHooks } : {}),
        ...(asUser === undefined ? {} : { asUser }),
      };
      calls.push(call);
      const { deployMs = 0, uninstallMs = deployMs, keeps } = known.get(releaseName) ?? {};
      const isDone = await pause(uninstallMs, signal);
      call.to = clock.now();
      if (!isDone) throw new HelmError("Cancelled", `ended: uninstall ${releaseName}`);
      if (keeps !== undefined) throw keeps;
      const records = recordsOf(cluster, { releaseName, namespace });
      if (records.length === 0) return; // as with --ignore-not-found
      for (const object of madeBy(cluster, { releaseName, namespace })) letGo(clock, cluster, object);
      if (keepRecord !== true) for (const record of records) cluster.remove(keyOf(record));
      else cluster.put(withStatus(records.at(-1)!, "uninstalled"));
    },
    template: async () => "",
  };
}

/** Writes what the release is made of, now and later; returns all that its manifest has. */
function release(
  clock: Clock,
  cluster: FakeCluster,
  { releaseName, namespace, wait }: UpgradeRequest,
  behaviour: Behaviour,
  values: Values,
): KubeObject[] {
  const labels = { "fake-release": releaseName };
  const metadata = (name: string) => ({ name, namespace, labels, managedFields: [WRITTEN_BY_HELM] });
  const later = (ms: number | undefined, run: () => void) =>
    ms === undefined || ms === 0 ? run() : void clock.after(ms, run);
  const manifest: KubeObject[] = [];
  const { outputs, secrets, readyMs } = behaviour;
  if (outputs !== undefined)
    later(behaviour.outputsMs, () =>
      cluster.put({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: metadata(`${releaseName}-outputs`),
        data: outputs(values),
      }),
    );
  if (secrets !== undefined)
    later(behaviour.outputsMs, () =>
      cluster.put({
        apiVersion: "v1",
        kind: "Secret",
        type: "Opaque",
        metadata: metadata(`${releaseName}-secret`),
        data: Object.fromEntries(Object.entries(secrets(values)).map(([k, v]) => [k, btoa(v)])),
      }),
    );
  if (readyMs !== undefined) {
    const deployment = deploymentOf(metadata(releaseName), values);
    const { uid, generation = 1 } = cluster.put(deployment).metadata;
    later(wait ? 0 : readyMs, () => {
      const now = cluster.objects().find((o) => o.metadata.uid === uid);
      if (now?.metadata.generation === generation) cluster.put({ ...now, status: readyStatus(generation) });
    });
    manifest.push(asWritten(deployment));
  }
  for (const object of behaviour.objects ?? []) {
    const made = { ...object, metadata: { ...object.metadata, ...metadata(object.metadata.name) } };
    cluster.put({ ...made, metadata: { ...made.metadata, ...helmMarks(made.metadata, releaseName) } });
    manifest.push(asWritten(made));
  }
  return manifest;
}

const WRITTEN_BY_HELM = { manager: "helm", operation: "Update" };

function asWritten({ metadata: { managedFields: _, ...metadata }, ...object }: KubeObject): KubeObject {
  return { ...object, metadata } as KubeObject;
}

/** What Helm puts on objects and not into the manifest that it keeps. */
function helmMarks({ labels, annotations, namespace = "" }: KubeObject["metadata"], releaseName: string) {
  return {
    labels: { ...labels, "app.kubernetes.io/managed-by": "Helm" },
    annotations: {
      ...annotations,
      "meta.helm.sh/release-name": releaseName,
      "meta.helm.sh/release-namespace": namespace,
    },
  };
}

function deploymentOf(metadata: KubeObject["metadata"], values: Values): KubeObject {
  return { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas: 1, template: { values } } };
}

function readyStatus(observedGeneration: number): object {
  const conditions = [{ type: "Available", status: "True" }];
  return { observedGeneration, replicas: 1, updatedReplicas: 1, availableReplicas: 1, readyReplicas: 1, conditions };
}

function helmRecord({ releaseName, namespace, labels }: UpgradeRequest, revision: number, status: string): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "helm.sh/release.v1",
    metadata: {
      name: `sh.helm.release.v1.${releaseName}.v${revision}`,
      namespace,
      labels: { ...labels, owner: "helm", name: releaseName, version: String(revision), status },
    },
  };
}

function lastRevision(cluster: FakeCluster, release: Pick<UpgradeRequest, "releaseName" | "namespace">): number {
  return Number(recordsOf(cluster, release).at(-1)?.metadata.labels?.version ?? 0);
}

type OfRelease = Pick<UpgradeRequest, "releaseName" | "namespace">;

/** Oldest first. */
function recordsOf(cluster: FakeCluster, { releaseName, namespace }: OfRelease): KubeObject[] {
  const versionOf = (o: KubeObject) => Number(o.metadata.labels?.version);
  return cluster
    .objects()
    .filter((o) => o.metadata.namespace === namespace && o.metadata.labels?.owner === "helm")
    .filter((o) => o.metadata.labels?.name === releaseName)
    .sort((a, b) => versionOf(a) - versionOf(b));
}

function madeBy(cluster: FakeCluster, { releaseName, namespace }: OfRelease): KubeObject[] {
  const labelled = cluster.objects().filter((o) => o.metadata.labels?.["fake-release"] === releaseName);
  return labelled.filter((o) => o.metadata.namespace === namespace || o.metadata.namespace === undefined);
}

/** As the API server does it: what has finalizers stays until they are gone. */
function letGo(clock: Clock, cluster: FakeCluster, object: KubeObject): void {
  const { finalizers = [], annotations } = object.metadata;
  if (annotations?.["helm.sh/resource-policy"] === "keep") return;
  const deletionTimestamp = new Date(clock.now()).toISOString();
  if (finalizers.length === 0) cluster.remove(keyOf(object));
  else cluster.put({ ...object, metadata: { ...object.metadata, deletionTimestamp } });
}

function withStatus(record: KubeObject, status: string): KubeObject {
  return { ...record, metadata: { ...record.metadata, labels: { ...record.metadata.labels, status } } };
}

function keyOf({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): ObjectKey {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}
