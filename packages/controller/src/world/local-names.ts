import type { Graph, ObjectRef } from "@upstart/engine";

/**
 * A text with the names of releases and services as they are said inside an object's namespace; and where all of
 * them are releases of the object itself, by their keys alone.
 */
export function localNames(text: string, { kind, namespace, name }: ObjectRef, graph: Graph): string {
  if (!text.includes("/")) return text; // ids have it
  const word = /[A-Za-z0-9][\w./-]*[A-Za-z0-9]/g;
  const ids = (text.match(word) ?? []).filter((w) => graph.nodes.has(w));
  const own = `${namespace}/${name}/`;
  const isOwn = kind === "UpstartService" && ids.every((id) => id.startsWith(own));
  const prefix = isOwn ? own : `${namespace}/`;
  return text.replace(word, (w) => (graph.nodes.has(w) && w.startsWith(prefix) ? w.slice(prefix.length) : w));
}
