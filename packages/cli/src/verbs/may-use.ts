import type { Spec } from "@upstart/engine";

/**
 * The specs that may use something of objects in these namespaces: all that are there, that name one of them, or that
 * take part in an environment, whose templates may do so for it. Looks at no graph: a cluster may hold hundreds of
 * others, and every apply asks when it ends. Each spec's object has its namespace.
 */
export function thoseThatMayUse(specs: readonly Spec[], namespaces: ReadonlySet<string>): Spec[] {
  const templates = new Set(specs.flatMap(templatesOf));
  // A dependency on what is elsewhere says where.
  const mentions = [...namespaces].map((namespace) => `"namespace":${JSON.stringify(namespace)}`);
  return specs.filter((spec) => {
    const { kind, namespace = "", name } = spec.object;
    if (kind === "UpstartEnvironment" || namespaces.has(namespace) || templates.has(`${namespace}/${name}`))
      return true;
    const text = JSON.stringify(spec.spec);
    return mentions.some((mention) => text.includes(mention));
  });
}

/** The services that an environment is made from, as `namespace/name`. */
function templatesOf({ kind, object, spec }: Spec): string[] {
  if (kind !== "UpstartEnvironment") return [];
  return Object.values(spec.services).flatMap(({ from }) =>
    from === undefined ? [] : [`${from.namespace ?? object.namespace ?? ""}/${from.name}`],
  );
}
