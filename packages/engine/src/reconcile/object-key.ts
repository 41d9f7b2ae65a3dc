import type { ObjectKey } from "../ports/object.ts";

/** One text per object, to index it by. */
export function keyText({ apiVersion, kind, namespace, name }: ObjectKey): string {
  return `${apiVersion}/${kind}/${namespace ?? ""}/${name}`;
}
