import type { FieldPath } from "../diagnostic/field-path.ts";
import type { KubeObject } from "../ports/object.ts";

/** An object of a manifest as Helm writes it: with the marks that Helm sets, and the text of a Secret as data. */
export function asHelmWrites(object: KubeObject, release: { releaseName: string; namespace: string }): KubeObject {
  const { status: _, stringData, ...rest } = object;
  const { creationTimestamp: __, labels, annotations, ...metadata } = object.metadata;
  return {
    ...rest,
    metadata: {
      ...metadata,
      labels: { ...labels, "app.kubernetes.io/managed-by": "Helm" },
      annotations: {
        ...annotations,
        "meta.helm.sh/release-name": release.releaseName,
        "meta.helm.sh/release-namespace": release.namespace,
      },
    },
    ...(stringData === undefined || object.kind !== "Secret" ? {} : { data: withText(rest.data, stringData) }),
  };
}

function withText(data: unknown, text: unknown): Record<string, unknown> {
  const encoded = Object.entries((text ?? {}) as Record<string, unknown>).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString("base64"),
  ]);
  return { ...(data as object | undefined), ...Object.fromEntries(encoded) };
}

/**
 * An object without a field, which is named by its place in another state of it: items of lists that have a name are
 * found by that.
 */
export function withoutField<T>(wanted: T, live: unknown, [step, ...rest]: FieldPath): T {
  if (step === undefined || typeof wanted !== "object" || wanted === null) return wanted;
  const item = (live as Record<string | number, unknown> | undefined)?.[step];
  if (Array.isArray(wanted)) {
    const at = typeof step === "number" ? placeOf(wanted, item, step) : -1;
    if (rest.length === 0) return wanted.filter((_, i) => i !== at) as T;
    return wanted.map((own: unknown, i) => (i === at ? withoutField(own, item, rest) : own)) as T;
  }
  if (!Object.hasOwn(wanted, step)) return wanted;
  const { [step]: own, ...others } = wanted as Record<string | number, unknown>;
  return (rest.length === 0 ? others : { ...others, [step]: withoutField(own, item, rest) }) as T;
}

function placeOf(list: readonly unknown[], item: unknown, index: number): number {
  const name = nameOf(item);
  return name === undefined ? index : list.findIndex((own) => nameOf(own) === name);
}

function nameOf(item: unknown): unknown {
  return typeof item === "object" && item !== null ? (item as { name?: unknown }).name : undefined;
}
