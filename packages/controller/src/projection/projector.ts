import { type Cluster, canonicalJson, type KubeObject } from "@upstart/engine";
import { FIELD_MANAGER } from "../names.ts";

/** Makes objects as they are wanted and puts back what somebody edits by hand. */
export class Projector {
  readonly #cluster: Pick<Cluster, "apply" | "update">;
  /** What the server made of what was wanted, where that is not the same. */
  readonly #results = new Map<string, { readonly wanted: string; readonly result: string }>();

  constructor(cluster: Pick<Cluster, "apply" | "update">) {
    this.#cluster = cluster;
  }

  /** Writes where `existing` is not as wanted. An object that is being deleted is left alone. */
  async project(wanted: KubeObject, existing: KubeObject | undefined): Promise<void> {
    if (existing?.metadata.deletionTimestamp !== undefined) return;
    if (existing !== undefined && this.#isAsWanted(wanted, existing)) return;
    const options = { fieldManager: FIELD_MANAGER, force: true };
    let result = await this.#cluster.apply(wanted, options);
    // Apply leaves the fields that others have added.
    if (canonicalJson(result.spec) !== canonicalJson(wanted.spec))
      result = await this.#cluster.update({ ...result, spec: wanted.spec });
    const uid = result.metadata.uid ?? "";
    if (canonicalJson(result.spec) === canonicalJson(wanted.spec)) this.#results.delete(uid);
    else this.#results.set(uid, { wanted: canonicalJson(wanted.spec), result: canonicalJson(result.spec) });
  }

  forget(uid: string | undefined): void {
    if (uid !== undefined) this.#results.delete(uid);
  }

  #isAsWanted(wanted: KubeObject, existing: KubeObject): boolean {
    const { metadata } = existing;
    if (!holds(metadata.labels, wanted.metadata.labels)) return false;
    if (!holds(metadata.annotations, wanted.metadata.annotations)) return false;
    if (!(wanted.metadata.finalizers ?? []).every((f) => metadata.finalizers?.includes(f))) return false;
    const spec = canonicalJson(existing.spec);
    if (spec === canonicalJson(wanted.spec)) return true;
    const known = this.#results.get(metadata.uid ?? "");
    return known?.wanted === canonicalJson(wanted.spec) && known.result === spec;
  }
}

function holds(
  actual: Readonly<Record<string, string>> | undefined,
  wanted: Readonly<Record<string, string>> | undefined,
): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => actual?.[key] === value);
}
