import type { KubeObject } from "../ports/object.ts";

/** A condition of an object's status. What it leaves out is empty. */
export interface ObjectCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** The condition of that type, as the object's status has it; undefined where it has none. */
export function conditionOf(object: KubeObject, type: string): ObjectCondition | undefined {
  const { conditions } = (object.status ?? {}) as { readonly conditions?: unknown };
  const all = Array.isArray(conditions) ? (conditions as readonly Partial<ObjectCondition>[]) : [];
  const found = all.find((c) => c?.type === type);
  if (found === undefined) return undefined;
  const { status = "Unknown", reason = "", message = "" } = found;
  return { type, status, reason, message };
}
