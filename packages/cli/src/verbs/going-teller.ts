import {
  conditionOf,
  type Graph,
  type KubeObject,
  type NodeId,
  type Release,
  type TeardownResult,
} from "@upstart/engine";
import { releaseObjectOf } from "../cluster/told.ts";
import type { Progress } from "../progress/progress.ts";
import type { Said } from "./told-announcer.ts";

/** What goes, and where that is told. */
export interface Going {
  readonly graph: Graph;
  readonly releases: readonly Release[];
  readonly targets: readonly KubeObject[];
  readonly progress: Progress;
}

/** Tells of each release how its deletion goes, each thing once. */
export class GoingTeller {
  readonly #going: Going;
  readonly #startedAt: number;
  readonly #said = new Map<NodeId, string>();
  #seq = 0;

  constructor(going: Going, startedAt: number) {
    this.#going = going;
    this.#startedAt = startedAt;
  }

  /** Tells what is new. */
  tell(objects: readonly KubeObject[], now: number): void {
    const found = this.#going.releases.map((r) => [r, releaseObjectOf(this.#going.graph, r, objects)] as const);
    const ids = new Map(found.map(([release, object]) => [object?.metadata.name, release.id]));
    for (const [release, object] of found) {
      const said = standing(object, (name) => ids.get(name) ?? name);
      const text = JSON.stringify(said);
      if (this.#said.get(release.id) === text) continue;
      this.#said.set(release.id, text);
      this.#seq += 1;
      const [time, elapsedMs] = [new Date(now).toISOString(), now - this.#startedAt];
      this.#going.progress.report({ time, seq: this.#seq, object: release.id, elapsedMs, ...said });
    }
  }

  /** What became of the releases. */
  result(objects: readonly KubeObject[]): TeardownResult {
    const objectOf = (release: Release) => releaseObjectOf(this.#going.graph, release, objects);
    const there = this.#going.releases.filter((r) => objectOf(r) !== undefined);
    const failed = there.flatMap((release) => {
      const ready = conditionOf(objectOf(release)!, "Ready");
      return ready?.reason === "UninstallFailed"
        ? [[release.id, { code: "Failed", message: ready.message }] as const]
        : [];
    });
    const failedIds = new Set(failed.map(([id]) => id));
    return {
      deleted: new Set(this.#going.releases.filter((r) => !there.includes(r)).map((r) => r.id)),
      failed: new Map(failed),
      kept: new Set(there.filter((r) => !failedIds.has(r.id)).map((r) => r.id)),
    };
  }
}

/** How the deletion of a HelmRelease goes, by what it says itself. `nameOf`: what is shown for another. */
export function standing(object: KubeObject | undefined, nameOf: (objectName: string) => string): Said {
  if (object === undefined) return { phase: "deleted" };
  const ready = conditionOf(object, "Ready");
  const { reason = "", message = "" } = ready ?? {};
  const others = /^is (?:being deleted after|still needed by) (.*)$/s.exec(message)?.[1];
  if (others !== undefined) return { phase: "waiting", reason, waitingFor: others.split(", ").map(nameOf) };
  // As long as it says that it is ready nobody has begun.
  const isBegun = object.metadata.deletionTimestamp !== undefined && ready?.status === "False";
  if (!isBegun) return { phase: "waiting", waitingFor: ["its turn"] };
  // The phase says that it is being uninstalled.
  const more = message.replace(/^is (?:being (?:uninstalled|deleted)(?:[:,] )?)?/, "");
  return more === "" ? { phase: "uninstalling" } : { phase: "uninstalling", reason, message: more };
}
