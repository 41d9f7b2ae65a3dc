import { cyclicIds, type DrawOptions, type GraphDocument, isMembership, nameSome } from "./document.ts";

/** Above this many edges a mermaid chart is a hairball, and above 500 it is refused: services become one box each. */
const MAX_EDGES = 150;

/** The graph for Markdown pages: services as subgraphs, outputs on the edges. */
export function drawMermaid(document: GraphDocument, options: DrawOptions = {}): string {
  const needs = document.edges.filter((e) => !isMembership(document, e));
  const collapse = needs.length > MAX_EDGES && options.expand !== true;
  const names = new Map(document.nodes.map((n, i) => [n.id, `n${i}`]));
  const lines = [`flowchart ${options.direction === "tb" ? "TB" : "LR"}`];
  if (collapse)
    lines.push(`  %% ${needs.length} needs are too many for a readable chart: one box a service; --expand draws all`);
  const services = document.nodes.filter((n) => n.kind === "UpstartService");
  const boxOf = (id: string) => (collapse ? (document.nodes.find((n) => n.id === id)?.service ?? id) : id);
  const releases = document.nodes.filter((n) => n.kind === "HelmRelease");
  for (const service of services) {
    if (collapse) {
      lines.push(`  ${names.get(service.id)}["${escapeText(service.id)}"]`);
      continue;
    }
    lines.push(`  subgraph s${names.get(service.id)}["${escapeText(service.id)}"]`);
    for (const r of releases)
      if (r.service === service.id) lines.push(`    ${names.get(r.id)}["${escapeText(r.release ?? r.id)}"]`);
    lines.push("  end");
  }
  const ids = new Set(services.map((s) => s.id));
  for (const r of releases)
    if (r.service === undefined || !ids.has(r.service))
      lines.push(`  ${names.get(r.id)}["${escapeText(r.release ?? r.id)}"]`);
  const end = (id: string) => (ids.has(id) && !collapse ? `s${names.get(id)}` : (names.get(id) ?? id));
  const edges = new Map<string, Set<string>>();
  for (const e of needs) {
    const [from, to] = [boxOf(e.from), boxOf(e.to)];
    if (from === to && collapse) continue;
    const key = JSON.stringify([to, from]);
    edges.set(key, new Set([...(edges.get(key) ?? []), ...e.outputs]));
  }
  for (const [key, outputs] of edges) {
    const [to, from] = JSON.parse(key) as [string, string];
    lines.push(`  ${end(to)} -->${outputs.size === 0 ? "" : `|"${escapeText(nameSome([...outputs]))}"|`} ${end(from)}`);
  }
  for (const [i, m] of (options.missing ?? []).entries()) {
    lines.push(
      `  m${i}["${escapeText(m.name)}?"]:::missing -.->${m.outputs.length === 0 ? "" : `|"${escapeText(nameSome(m.outputs))}"|`} ${end(boxOf(m.from))}`,
    );
  }
  if ((options.missing ?? []).length > 0) lines.push("  classDef missing stroke-dasharray: 4 4");
  const cyclic = [...cyclicIds(document)].map((id) => end(boxOf(id)));
  if (cyclic.length > 0)
    lines.push("  classDef cycle stroke:#d1242f,stroke-width:3px", `  class ${[...new Set(cyclic)].join(",")} cycle`);
  return `${lines.join("\n")}\n`;
}

function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", " ");
}
