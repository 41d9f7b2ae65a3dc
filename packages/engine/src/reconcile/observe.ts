import { type Graph, type Release, releasesOf } from "../graph/graph.ts";
import type { Blocker, HelmState, OutputObject } from "../plan/observation.ts";
import type { ClusterError, Selection } from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { podsOf, troubleOf } from "../readiness/pods.ts";
import { type Readiness, readinessOf } from "../readiness/readiness.ts";
import type { OutputSource } from "../spec/objects.ts";
import type { Freshness } from "./freshness.ts";
import { newestOf } from "./helm-records.ts";
import { helmStorage, outputObjects, podsIn, selectionFor, selectionKey, type Views } from "./views.ts";

const BEHIND: Readiness = { state: "inProgress", message: "its change is not seen yet" };
const WORKLOADS: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"]);

/** Reads releases off live views. Opens the views that it needs; what they do not hold yet reads as not known. */
export class Observer {
  readonly #views: Views;
  readonly #freshness: Freshness;
  /** By their keys: where outputs are looked for, objects of the same kind are seen as well. */
  #outputViews: ReadonlyMap<string, Selection>;

  constructor(views: Views, freshness: Freshness, graph: Graph) {
    this.#views = views;
    this.#freshness = freshness;
    this.#outputViews = outputViewsOf(graph);
  }

  /** From here on it is another graph that is looked at. */
  follow(graph: Graph): void {
    this.#outputViews = outputViewsOf(graph);
  }

  /** Opens what is needed to look at a release: Helm's records and its outputs, which must be seen, and its objects. */
  open(release: Release, objects: readonly ObjectKey[]): Selection[] {
    const required = requiredOf(release);
    for (const selection of required) this.#views.open(selection, { required: true });
    const selections = objects.flatMap((object) => [
      this.#selectionFor(object),
      ...(isWorkload(object) ? [podsIn(object.namespace!)] : []),
    ]);
    for (const selection of selections) this.#views.open(selection);
    return [...required, ...selections];
  }

  /** Whether Helm's records and the outputs of a release are seen, or else what keeps them from being seen. */
  sight(release: Release): true | ClusterError | undefined {
    const views = requiredOf(release).map((s) => this.#views.open(s));
    const error = views.map((v) => v.error()).find((e) => e !== undefined);
    return error ?? (views.every((v) => v.isSynced()) ? true : undefined);
  }

  /** The object as its view has it. */
  seen(key: ObjectKey): KubeObject | undefined {
    return this.#views.open(this.#selectionFor(key)).watch.get(key.name, key.namespace);
  }

  /** The same, where the view is not behind what was read of it. */
  current(key: ObjectKey): KubeObject | undefined {
    const object = this.seen(key);
    return this.#freshness.isBehind(key, object) ? undefined : object;
  }

  /** The newest revision that Helm has of a release. */
  helm(release: Release): HelmState | undefined {
    return newestOf(this.#views.open(helmStorage(release.namespace)).named(release.releaseName));
  }

  /** The objects that a release publishes through, in the order of `outputsFrom`. */
  outputs(release: Release): OutputObject[] {
    return release.outputsFrom.map((source) => {
      const key = outputKey(release, source);
      const object = this.#views.open(outputSelection(release, source)).watch.get(key.name, release.namespace);
      const isThere =
        object !== undefined &&
        object.metadata.deletionTimestamp === undefined &&
        !this.#freshness.isBehind(key, object);
      return { key, sensitive: key.kind === "Secret", data: isThere ? textData(object) : undefined };
    });
  }

  /** The objects that a release publishes through and that its views show nothing of. */
  unseenOutputs(release: Release): ObjectKey[] {
    return release.outputsFrom
      .filter((source) => {
        const { name, namespace } = outputKey(release, source);
        return this.#views.open(outputSelection(release, source)).watch.get(name, namespace) === undefined;
      })
      .map((source) => outputKey(release, source));
  }

  /** Objects that are not ready, failed ones first; undefined while any of their views is still filling. */
  blockers(objects: readonly ObjectKey[]): Blocker[] | undefined {
    const blockers: Blocker[] = [];
    for (const key of objects) {
      const view = this.#views.open(this.#selectionFor(key));
      if (view.error() !== undefined) continue; // may not be looked at: taken as ready, as kubectl would not know either
      if (!view.isSynced()) return undefined;
      const object = view.watch.get(key.name, key.namespace);
      const readiness = this.#freshness.isBehind(key, object) ? BEHIND : readinessOf(object);
      if (readiness.state === "current") continue;
      const detail = object === undefined ? undefined : this.#detail(object);
      blockers.push({ object: key, readiness, ...(detail === undefined ? {} : { detail }) });
    }
    return blockers.sort((a, b) => Number(b.readiness.state === "failed") - Number(a.readiness.state === "failed"));
  }

  #selectionFor(key: ObjectKey): Selection {
    const { apiVersion, kind, namespace } = key;
    if (apiVersion !== "v1" || namespace === undefined || (kind !== "ConfigMap" && kind !== "Secret"))
      return selectionFor(key);
    return this.#outputViews.get(selectionKey(outputObjects(kind, namespace))) ?? selectionFor(key);
  }

  #detail(object: KubeObject): string | undefined {
    const { namespace } = object.metadata;
    if (!WORKLOADS.has(object.kind) || namespace === undefined) return undefined;
    const pods = podsOf(object, this.#views.open(podsIn(namespace)).watch.list());
    const trouble = pods.map(troubleOf).find((t) => t !== undefined);
    return trouble === undefined ? undefined : `pod/${trouble.pod} ${trouble.reason}`;
  }
}

/** Whether an object makes pods that say why it is not ready. */
export function isWorkload({ kind, namespace }: ObjectKey): boolean {
  return WORKLOADS.has(kind) && namespace !== undefined;
}

/** What a rollout of the graph must see before it starts anything: Helm's records and the outputs of its releases. */
export function viewsNeededBy(graph: Graph): Selection[] {
  const needed = releasesOf(graph).flatMap(requiredOf);
  return [...new Map(needed.map((selection) => [selectionKey(selection), selection])).values()];
}

function requiredOf(release: Release): Selection[] {
  return [helmStorage(release.namespace), ...release.outputsFrom.map((source) => outputSelection(release, source))];
}

function outputViewsOf(graph: Graph): ReadonlyMap<string, Selection> {
  return new Map(viewsNeededBy(graph).map((selection) => [selectionKey(selection), selection]));
}

/** Where an entry of `outputsFrom` is kept. */
export function outputKey(release: Release, { secretRef, configMapRef }: OutputSource): ObjectKey {
  const kind = secretRef === undefined ? "ConfigMap" : "Secret";
  return { apiVersion: "v1", kind, namespace: release.namespace, name: (secretRef ?? configMapRef)!.name };
}

function outputSelection(release: Release, source: OutputSource): Selection {
  return outputObjects(source.secretRef === undefined ? "ConfigMap" : "Secret", release.namespace);
}

/** A Secret's or ConfigMap's data as text. Bytes that are not UTF-8 read as replacement characters. */
function textData(object: KubeObject): Record<string, string> {
  const data = (object.data ?? {}) as Record<string, string>;
  if (object.kind !== "Secret") return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decodeBase64(value)]));
}

function decodeBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
}
