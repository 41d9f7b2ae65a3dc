import { type Diagnostic, type FieldPath, formatPath, type Graph, type Halt, type ObjectRef } from "@upstart/engine";
import { localNames } from "./local-names.ts";

const MAX_TOLD = 5;

/** What is wrong with an object, as its status says it: the first code, and all messages as far as there is room. */
export function faultOf(object: ObjectRef, diagnostics: readonly Diagnostic[], graph: Graph): Halt {
  const told = diagnostics.slice(0, MAX_TOLD).map((d) => `${formatPath(pathIn(object, d))}: ${d.message}`);
  const rest = diagnostics.length - told.length;
  const text = `${told.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
  return { reason: diagnostics[0]!.code, message: localNames(text, object, graph) };
}

/** Where in this object: a cycle is told in every object that it passes through. */
function pathIn({ kind, namespace, name }: ObjectRef, { place, related }: Diagnostic): FieldPath {
  const places = [place, ...(related ?? []).map((r) => r.place)];
  const own = places.find(({ object: o }) => o.kind === kind && o.namespace === namespace && o.name === name);
  return (own ?? place).path;
}
