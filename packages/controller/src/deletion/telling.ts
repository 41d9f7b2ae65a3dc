import type { KubeObject, ObjectKey } from "@upstart/engine";
import type { Context } from "../context.ts";
import { FINALIZER, makerOf } from "../names.ts";
import type { Condition } from "../status/conditions.ts";

/** Says how far a deletion is, in the status of what is being deleted; who made it is told where that is news. */
export async function tell(
  context: Context,
  object: KubeObject,
  { reason = "Progressing", message }: { readonly reason?: string; readonly message: string },
  fields: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const before = readyOf(context, object);
  const state = object.kind === "HelmRelease" ? { state: "progressing" } : {};
  await context.statuses.write(object, { is: "progressing", reason, message }, { ...state, ...fields });
  const maker = makerOf(object);
  if (maker !== undefined && (before?.reason !== reason || before.message !== message))
    context.wake(maker.kind, `${object.metadata.namespace}/${maker.name}`);
}

/** What is left of an object, with what holds the worst of it up. `noun`: what its parts are called. */
export function leftText(context: Context, made: readonly KubeObject[], noun: string) {
  const count = `${made.length} of its ${noun}s ${made.length === 1 ? "is" : "are"} left`;
  const told = made.map((part) => ({ name: part.metadata.name, ...standingOf(context, part) }));
  const worst = told.sort((a, b) => rank(a.reason) - rank(b.reason) || (a.name < b.name ? -1 : 1))[0]!;
  if (rank(worst.reason) === WORST_FIRST.length) return { message: `is being deleted: ${count}` };
  return { reason: worst.reason, message: `is being deleted: ${count}; ${worst.name} ${worst.message}` };
}

const WORST_FIRST = ["UninstallFailed", "SnapshotFailed", "HeldByFinalizer", "WaitingForSnapshot", "StillNeeded"];

function rank(reason: string): number {
  const place = WORST_FIRST.indexOf(reason);
  return place < 0 ? WORST_FIRST.length : place;
}

function standingOf(context: Context, part: KubeObject): { readonly reason: string; readonly message: string } {
  const { deletionTimestamp, finalizers = [] } = part.metadata;
  if (deletionTimestamp !== undefined && finalizers.length > 0 && !finalizers.includes(FINALIZER))
    return {
      reason: "HeldByFinalizer",
      message: `is kept by the finalizer ${finalizers.join(", ")}: whoever set it has to end its work, or ${takeOut({ ...part, ...part.metadata })}`,
    };
  return readyOf(context, part) ?? { reason: "Progressing", message: "" };
}

/** How a finalizer is taken out whose owner does not. */
export function takeOut({ kind, name, namespace }: Pick<ObjectKey, "kind" | "name" | "namespace">): string {
  const where = namespace === undefined ? "" : ` -n ${namespace}`;
  return `take it out with kubectl patch ${kind.toLowerCase()} ${name}${where} --type=merge -p '{"metadata":{"finalizers":null}}'`;
}

function readyOf(context: Context, object: KubeObject): Condition | undefined {
  const { conditions = [] } = context.statuses.current(object) as { readonly conditions?: readonly Condition[] };
  return conditions.find((c) => c.type === "Ready");
}
