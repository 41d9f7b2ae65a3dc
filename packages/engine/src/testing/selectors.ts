import type { Selection } from "../ports/cluster.ts";
import type { KubeObject } from "../ports/object.ts";

/** Whether a selection picks an object, as far as label and field selectors are used here: `a=b`, `a!=b` and `a`. */
export function matches(selection: Selection, object: KubeObject): boolean {
  return (
    object.apiVersion === selection.apiVersion &&
    object.kind === selection.kind &&
    (selection.namespace === undefined || object.metadata.namespace === selection.namespace) &&
    terms(selection.labelSelector).every((term) => holds(term, (name) => object.metadata.labels?.[name])) &&
    terms(selection.fieldSelector).every((term) => holds(term, (name) => fieldOf(object, name)))
  );
}

function terms(selector: string | undefined): string[] {
  return selector === undefined ? [] : selector.split(",");
}

function holds(term: string, read: (name: string) => string | undefined): boolean {
  const [, name, sign, value] = /^([^!=]+)(!=|=)?(.*)$/.exec(term)!;
  const actual = read(name!);
  if (sign === undefined) return actual !== undefined;
  return (actual === value) === (sign === "=");
}

function fieldOf(object: KubeObject, path: string): string | undefined {
  let value: unknown = object;
  for (const step of path.split(".")) value = (value as Record<string, unknown> | undefined)?.[step];
  return value === undefined ? undefined : String(value);
}
