import type { FieldPath } from "@upstart/engine";

/**
 * A path as the server writes it, as steps: `spec.helmReleases.api.dependencies[1].name`, `spec.x["a.b"]`, and
 * `.spec.list[name="x"]`, whose last step leads nowhere.
 */
export function parsePath(text: string): FieldPath {
  const steps = [...text.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)];
  return steps.map(([, quoted, index, key, plain]) =>
    quoted !== undefined ? unquoted(quoted) : index !== undefined ? Number(index) : (key ?? plain)!,
  );
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, "$1");
}
