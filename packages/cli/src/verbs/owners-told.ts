import { conditionOf, type KubeObject, type Release, type Step } from "@upstart/engine";
import { findKept } from "../cluster/kept.ts";
import { ownerKey } from "../cluster/records.ts";
import { isCurrent } from "../cluster/told.ts";
import type { Universe } from "../input/universe.ts";

/** How the releases of the files stand. */
interface Standing {
  readonly own: readonly Release[];
  readonly steps: ReadonlyMap<string, Step>;
}

/** Where all releases are ready the objects must say so too: those of an environment are told of in several places. */
export function ownersAgree(
  { loaded }: Universe,
  namespace: string,
  objects: readonly KubeObject[],
  { own, steps }: Standing,
): boolean {
  const areReady = own.every((r) => steps.get(r.id)?.do === "nothing");
  return loaded.specs.every(({ kind, object: { name, namespace: home = namespace } }) => {
    const object = findKept(objects, kind, { namespace: home, name });
    if (object === undefined || !isCurrent(object)) return false;
    return !areReady || conditionOf(object, "Reconciling")?.status !== "True";
  });
}

/** Objects that are not ready though all of their releases that are known are: what they say of it. */
export function waitingOwners(
  { loaded }: Universe,
  namespace: string,
  objects: readonly KubeObject[],
  { own, steps }: Standing,
): string[] {
  const open = new Set(own.filter((r) => !isEnd(steps.get(r.id))).map((r) => ownerKey(r.owner, namespace)));
  return loaded.specs.flatMap(({ kind, object: { name, namespace: home = namespace } }) => {
    if (open.has(ownerKey({ kind, name, namespace: home }, ""))) return [];
    const object = findKept(objects, kind, { namespace: home, name });
    const ready = object === undefined ? undefined : conditionOf(object, "Ready");
    return ready === undefined || ready.status === "True" ? [] : [`${kind} ${name}: ${ready.message}`];
  });
}

/** Whether a release goes no further by itself. */
export function isEnd(step: Step | undefined): boolean {
  return step === undefined || step.do === "stop" || step.do === "nothing";
}
