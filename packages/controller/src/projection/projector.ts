import { isDeepStrictEqual } from "node:util";
import type { Cluster, KubeObject } from "@upstart/engine";
import { FIELD_MANAGER } from "../names.ts";
import { shardOf } from "../shards/charge.ts";

/** Makes objects as they are wanted and puts back what somebody edits by hand. */
export class Projector {
  readonly #cluster: Pick<Cluster, "apply" | "update">;
  /** What the server made of what was wanted, where that is not the same. */
  readonly #results = new Map<string, { readonly wanted: unknown; readonly result: unknown }>();
  /** What was seen to be as wanted, and as of which version. */
  readonly #checked = new Map<string, { readonly wanted: KubeObject; readonly version: string | undefined }>();

  constructor(cluster: Pick<Cluster, "apply" | "update">) {
    this.#cluster = cluster;
  }

  /** Writes where `existing` is not as wanted. An object that is being deleted is left alone. */
  async project(wanted: KubeObject, existing: KubeObject | undefined): Promise<void> {
    if (existing?.metadata.deletionTimestamp !== undefined) return;
    if (existing !== undefined && this.#isKnown(wanted, existing)) return;
    const options = { fieldManager: FIELD_MANAGER, force: true };
    let result = await this.#cluster.apply(wanted, options);
    // Apply leaves the fields that others have added.
    if (!isDeepStrictEqual(result.spec, wanted.spec))
      result = await this.#cluster.update({ ...result, spec: wanted.spec });
    const uid = result.metadata.uid ?? "";
    if (isDeepStrictEqual(result.spec, wanted.spec)) this.#results.delete(uid);
    else this.#results.set(uid, { wanted: wanted.spec, result: result.spec });
  }

  forget(uid: string | undefined): void {
    if (uid === undefined) return;
    this.#results.delete(uid);
    this.#checked.delete(uid);
  }

  /** Neither has changed since it was seen to be as wanted, or it is so now. */
  #isKnown(wanted: KubeObject, existing: KubeObject): boolean {
    const { uid = "", resourceVersion: version } = existing.metadata;
    const checked = this.#checked.get(uid);
    if (checked?.wanted === wanted && checked.version === version) return true;
    if (!this.#isAsWanted(wanted, existing)) return false;
    this.#checked.set(uid, { wanted, version });
    return true;
  }

  #isAsWanted(wanted: KubeObject, existing: KubeObject): boolean {
    const { metadata } = existing;
    if (!holds(metadata.labels, wanted.metadata.labels) || shardOf(existing) !== shardOf(wanted)) return false;
    if (!holds(metadata.annotations, wanted.metadata.annotations)) return false;
    if (!(wanted.metadata.finalizers ?? []).every((f) => metadata.finalizers?.includes(f))) return false;
    if (isDeepStrictEqual(existing.spec, wanted.spec)) return true;
    const known = this.#results.get(metadata.uid ?? "");
    return isDeepStrictEqual(known?.wanted, wanted.spec) && isDeepStrictEqual(known?.result, existing.spec);
  }
}

function holds(
  actual: Readonly<Record<string, string>> | undefined,
  wanted: Readonly<Record<string, string>> | undefined,
): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => actual?.[key] === value);
}
