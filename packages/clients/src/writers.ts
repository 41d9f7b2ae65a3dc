import type { ManagedFields } from "@upstart/engine";

const MAX_KEPT = 1000;
const kept = new Map<string, readonly ManagedFields[]>();

/**
 * Who has written an object, statuses left out: names without fields and times. Most objects have the same few, so that
 * one list serves them all.
 */
export function writersOf(managedFields: readonly ManagedFields[]): readonly ManagedFields[] {
  const writers = managedFields
    .filter((m) => m.subresource !== "status")
    .map(({ manager = "", operation = "", subresource }) => ({
      manager,
      operation,
      ...(subresource === undefined ? {} : { subresource }),
    }));
  const key = JSON.stringify(writers);
  const same = kept.get(key);
  if (same !== undefined) return same;
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, writers);
  return writers;
}
