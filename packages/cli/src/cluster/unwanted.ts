import {
  conditionOf,
  type Graph,
  helmReleaseOf,
  type KubeObject,
  makerOf,
  recordedName,
  releaseObject,
  releasesOf,
} from "@upstart/engine";
import { ownerKey } from "./records.ts";
import { waitsForOthers } from "./told.ts";

/** A release that controllers installed for an object that no longer has it: it is to go. */
export interface Unwanted {
  /** `namespace/release name`. */
  readonly id: string;
  readonly object: KubeObject;
  /** Why it does not go by itself. */
  readonly stuck?: string;
  /** Only others have to do something. */
  readonly isWaiting: boolean;
}

/** What is there of objects with these owner keys, and not in the graph that they mean. What is suspended keeps what it has. */
export function unwantedReleases(
  graph: Graph,
  owners: ReadonlySet<string>,
  objects: readonly KubeObject[],
): Unwanted[] {
  const byUid = new Map(objects.map((o) => [o.metadata.uid, o]));
  const wanted = new Set(releasesOf(graph).map((r) => ownerKey(releaseObject(graph, r), "")));
  return objects.flatMap((object) => {
    if (object.kind !== "HelmRelease" || wanted.has(keyOf(object))) return [];
    const makers = makersOf(object, byUid);
    const top = makers.at(-1);
    if (top === undefined || !owners.has(keyOf(top)) || makers.some(isSuspended)) return [];
    const stuck = [object, ...makers.slice(0, -1)].map(stuckText).find((text) => text !== undefined);
    return [
      {
        id: recordedName(helmReleaseOf(object)),
        object,
        ...(stuck === undefined ? {} : { stuck }),
        isWaiting: stuck !== undefined || waitsForOthers(object),
      },
    ];
  });
}

/** Whether none of it goes by itself, as its status has it. */
export function areStuck(unwanted: readonly Unwanted[]): boolean {
  return unwanted.some((u) => u.stuck !== undefined) && unwanted.every((u) => u.isWaiting);
}

function keyOf({ kind, metadata }: KubeObject): string {
  return ownerKey({ kind, ...metadata }, "");
}

/** What made it, and what made that; the last is what a person wrote. */
function makersOf(object: KubeObject, byUid: ReadonlyMap<string | undefined, KubeObject>): KubeObject[] {
  const maker = byUid.get(makerOf(object)?.uid ?? "");
  return maker === undefined ? [] : [maker, ...makersOf(maker, byUid)];
}

function isSuspended({ spec }: KubeObject): boolean {
  return (spec as { readonly suspend?: boolean } | undefined)?.suspend === true;
}

const STUCK: ReadonlySet<string> = new Set(["StillNeeded", "UninstallFailed", "SnapshotFailed", "HeldByFinalizer"]);

function stuckText(object: KubeObject): string | undefined {
  const ready = object.metadata.deletionTimestamp === undefined ? undefined : conditionOf(object, "Ready");
  return ready !== undefined && STUCK.has(ready.reason) ? ready.message : undefined;
}
