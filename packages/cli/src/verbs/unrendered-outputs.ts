import { type Diagnostic, diagnose, nearest, type Release } from "@upstart/engine";

/**
 * A warning for each object in a release's `outputsFrom` that its chart does not render, hooks included: an operator may
 * make it later, or its name is a slip, and then the release would never become ready. `rendered` has texts as
 * `Secret/postgres`.
 */
export function unrenderedOutputs(release: Release, rendered: Iterable<string>): Diagnostic[] {
  const objects = [...rendered];
  return release.outputsFrom.flatMap(({ secretRef, configMapRef }, i) => {
    const kind = secretRef === undefined ? "ConfigMap" : "Secret";
    const { name } = (secretRef ?? configMapRef)!;
    if (objects.includes(`${kind}/${name}`)) return [];
    const others = objects.filter((o) => o.startsWith(`${kind}/`)).map((o) => o.slice(kind.length + 1));
    const field = secretRef === undefined ? "configMapRef" : "secretRef";
    return [
      diagnose(
        "UnknownOutput",
        release.placeOf(["outputsFrom", i, field, "name"]),
        `the chart of "${release.key}" renders no ${kind} "${name}"`,
        { severity: "warning", help: helpFor(kind, name, others) },
      ),
    ];
  });
}

function helpFor(kind: string, name: string, others: readonly string[]): string {
  const close = nearest(name, others);
  if (close !== undefined) return `did you mean ${close}?`;
  const has = others.length === 0 ? `it renders no ${kind}` : `it renders ${others.join(", ")}`;
  return `${has}; all is well if something else will make it`;
}
