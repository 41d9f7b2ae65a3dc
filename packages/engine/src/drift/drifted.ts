import { type FieldPath, formatPath } from "../diagnostic/field-path.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { differences } from "./differences.ts";
import { isLeftTo } from "./managers.ts";
import { lastWriterOf, ownersOf } from "./owners.ts";

/** What of an object is not as Helm deployed it, and is nobody's who may have it otherwise. */
export interface Drifted {
  readonly key: ObjectKey;
  /** Names of fields, never what is in them. */
  readonly fields: readonly string[];
  /** Field managers who have these fields now, as far as that can be told. */
  readonly by: readonly string[];
  /** Fields that differ and are left to whoever has them. */
  readonly left: readonly FieldPath[];
}

/**
 * Compares an object with what an apply of its manifest would make of it. Undefined: there is nothing to put right.
 */
export function driftOf(key: ObjectKey, live: KubeObject, applied: KubeObject): Drifted | undefined {
  const places = differences(live, applied).map((path) => ({ path, owners: ownersOf(live, path) }));
  const left = places.filter(({ owners }) => owners.some(isLeftTo)).map(({ path }) => path);
  const changed = places.filter(({ owners }) => !owners.some(isLeftTo));
  if (changed.length === 0) return undefined;
  const owners = changed.flatMap((c) => c.owners);
  const last = owners.length === 0 ? lastWriterOf(live) : undefined;
  const by = [...owners, ...(last === undefined ? [] : [last])].flatMap((m) => m.manager ?? []);
  return { key, fields: changed.map(({ path }) => formatPath(path)), by: [...new Set(by)], left };
}

const MAX_FIELDS = 3;

/** `ConfigMap web: data.color, data.size (by kubectl-edit)` */
export function formatDrifted({ key, fields, by }: Pick<Drifted, "key" | "fields" | "by">): string {
  const rest = fields.length - MAX_FIELDS;
  const names = fields.slice(0, MAX_FIELDS).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  return `${key.kind} ${key.name}: ${names}${by.length === 0 ? "" : ` (by ${by.join(", ")})`}`;
}
