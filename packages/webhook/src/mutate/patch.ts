/** An operation of JSON Patch (RFC 6902). Nothing but adding and removing is needed here. */
export type Operation =
  | { readonly op: "add"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

/** A step as JSON Pointer (RFC 6901) writes it. */
export function pointer(steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** What sets entries of a map that may not be there; undefined takes one away. Entries that are so already cost nothing. */
export function setEntries(
  steps: readonly string[],
  map: Readonly<Record<string, string>> | undefined,
  entries: Readonly<Record<string, string | undefined>>,
): Operation[] {
  const changes = Object.entries(entries).filter(([key, value]) => map?.[key] !== value);
  const additions = changes.filter(([, value]) => value !== undefined);
  if (map === undefined)
    return additions.length === 0 ? [] : [{ op: "add", path: pointer(steps), value: Object.fromEntries(additions) }];
  return changes.map(([key, value]) =>
    value === undefined
      ? { op: "remove", path: pointer([...steps, key]) }
      : { op: "add", path: pointer([...steps, key]), value },
  );
}
