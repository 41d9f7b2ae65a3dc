import type { Operation } from "../mutate/patch.ts";

/** Applies operations as the API server does, and throws where it would refuse them. */
export function applyPatch<T>(value: T, operations: readonly Operation[]): T {
  const copy = structuredClone(value);
  for (const operation of operations) {
    const steps = operation.path
      .split("/")
      .slice(1)
      .map((s) => s.replaceAll("~1", "/").replaceAll("~0", "~"));
    const key = steps.pop()!;
    const parent = steps.reduce<Record<string, unknown>>(
      (at, step) => {
        if (typeof at[step] !== "object" || at[step] === null) throw new Error(`there is no ${operation.path}`);
        return at[step] as Record<string, unknown>;
      },
      copy as Record<string, unknown>,
    );
    if (operation.op === "add") parent[key] = operation.value;
    else if (Object.hasOwn(parent, key)) delete parent[key];
    else throw new Error(`there is no ${operation.path} to remove`);
  }
  return copy;
}
