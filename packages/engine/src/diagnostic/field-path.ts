/** A place inside an object: map keys as strings, list indexes as numbers. `[]` is the object itself. */
export type FieldPath = readonly (string | number)[];

const PLAIN_STEP = /^[A-Za-z0-9_-]+$/;

/**
 * Prints a path as Kubernetes does: `spec.helmReleases.api.dependencies[1].name`.
 * A step that is not a plain word is written `["a.b/c"]`, so that no two paths print alike.
 */
export function formatPath(path: FieldPath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (PLAIN_STEP.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/**
 * A JSON Pointer (RFC 6901), as ajv reports them, as a path. Steps made of digits become numbers only where
 * `root` really holds a list there, so that a map key `"0"` stays a key.
 */
export function fromPointer(pointer: string, root: unknown): FieldPath {
  if (pointer === "") return [];
  const path: (string | number)[] = [];
  let value = root;
  for (const raw of pointer.slice(1).split("/")) {
    const step = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? Number(step) : step);
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  }
  return path;
}

/** Orders paths step by step: list indexes by number, keys by name, a parent before what is in it. */
export function comparePaths(a: FieldPath, b: FieldPath): number {
  for (const [i, x] of a.entries()) {
    const y = b[i];
    if (y === undefined) return 1;
    if (x === y) continue;
    if (typeof x === typeof y) return x < y ? -1 : 1;
    return typeof x === "number" ? -1 : 1;
  }
  return a.length - b.length;
}
