import type { Release } from "../graph/graph.ts";
import { LABELS } from "../names/labels.ts";
import type { Blocker, HelmState, OutputObject } from "../plan/observation.ts";
import { podsOf, troubleOf } from "../readiness/pods.ts";
import { type Readiness, readinessOf } from "../readiness/readiness.ts";
import type { KubeObject, ObjectKey } from "./ports.ts";
import { helmStorage, outputObjects, podsIn, selectionFor, type Views } from "./views.ts";

const WORKLOADS: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"]);

/** Reads releases off live views. Opens the views that it needs; what they do not hold yet reads as not known. */
export class Observer {
  readonly #views: Views;

  constructor(views: Views) {
    this.#views = views;
  }

  /** Opens what is needed to look at a release: Helm's records, its outputs and its objects. */
  open(release: Release, objects: readonly ObjectKey[]): void {
    this.#views.open(helmStorage(release.namespace));
    for (const source of release.outputsFrom)
      this.#views.open(outputObjects(source.secretRef === undefined ? "ConfigMap" : "Secret", release.namespace));
    for (const object of objects) {
      this.#views.open(selectionFor(object));
      if (WORKLOADS.has(object.kind) && object.namespace !== undefined) this.#views.open(podsIn(object.namespace));
    }
  }

  /** The newest revision that Helm has of a release. */
  helm(release: Release): HelmState | undefined {
    const view = this.#views.open(helmStorage(release.namespace));
    let newest: HelmState | undefined;
    for (const { metadata } of view.watch.list()) {
      const labels = metadata.labels ?? {};
      if (labels.name !== release.releaseName) continue;
      const revision = Number(labels.version);
      if (newest !== undefined && newest.revision >= revision) continue;
      const digest = labels[LABELS.digest];
      newest = { revision, status: labels.status ?? "unknown", ...(digest === undefined ? {} : { digest }) };
    }
    return newest;
  }

  /** The objects that a release publishes through, in the order of `outputsFrom`. */
  outputs(release: Release): OutputObject[] {
    return release.outputsFrom.map((source) => {
      const kind = source.secretRef === undefined ? "ConfigMap" : "Secret";
      const name = (source.secretRef ?? source.configMapRef)!.name;
      const object = this.#views.open(outputObjects(kind, release.namespace)).watch.get(name, release.namespace);
      return {
        key: { apiVersion: "v1", kind, namespace: release.namespace, name },
        sensitive: kind === "Secret",
        data: object === undefined || object.metadata.deletionTimestamp !== undefined ? undefined : textData(object),
      };
    });
  }

  /**
   * Objects that are not ready, failed ones first; undefined while any of their views is still filling.
   * `atLeast` holds generations that were written: an older one in a view is not looked at yet.
   */
  blockers(objects: readonly ObjectKey[], atLeast: ReadonlyMap<string, number>): Blocker[] | undefined {
    const blockers: Blocker[] = [];
    for (const key of objects) {
      const view = this.#views.open(selectionFor(key));
      if (view.error() !== undefined) continue; // may not be looked at: taken as ready, as kubectl would not know either
      if (!view.isSynced()) return undefined;
      const object = view.watch.get(key.name, key.namespace);
      const readiness = readinessSince(object, atLeast.get(keyText(key)));
      if (readiness.state === "current") continue;
      const detail = object === undefined ? undefined : this.#detail(object);
      blockers.push({ object: key, readiness, ...(detail === undefined ? {} : { detail }) });
    }
    return blockers.sort((a, b) => Number(b.readiness.state === "failed") - Number(a.readiness.state === "failed"));
  }

  #detail(object: KubeObject): string | undefined {
    const { namespace } = object.metadata;
    if (!WORKLOADS.has(object.kind) || namespace === undefined) return undefined;
    const pods = podsOf(object, this.#views.open(podsIn(namespace)).watch.list());
    const trouble = pods.map(troubleOf).find((t) => t !== undefined);
    return trouble === undefined ? undefined : `pod/${trouble.pod} ${trouble.reason}`;
  }
}

/** One text per object, to index it by. */
export function keyText({ apiVersion, kind, namespace, name }: ObjectKey): string {
  return `${apiVersion}/${kind}/${namespace ?? ""}/${name}`;
}

function readinessSince(object: KubeObject | undefined, generation: number | undefined): Readiness {
  const seen = object?.metadata.generation;
  if (generation !== undefined && seen !== undefined && seen < generation)
    return { state: "inProgress", message: "its change is not seen yet" };
  return readinessOf(object);
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
