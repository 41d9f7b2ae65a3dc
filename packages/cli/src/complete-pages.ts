import { CODES, KINDS } from "@upstart/engine";

/** What `explain` and `schema` can be asked for. */
export function pageNames(verb: string): (readonly [string, string])[] {
  const kinds = KINDS.map((kind) => [kind, "a kind"] as const);
  if (verb === "schema") return kinds;
  return [...Object.entries(CODES).map(([code, { summary }]) => [code, summary] as const), ...kinds];
}
