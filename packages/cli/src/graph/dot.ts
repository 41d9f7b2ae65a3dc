import { cyclicIds, type DrawOptions, type GraphDocument, isMembership, nameSome } from "./document.ts";

/** The graph for graphviz: services as clusters, outputs on the edges. Arrows run from what is needed to who needs it. */
export function drawDot(document: GraphDocument, options: DrawOptions = {}): string {
  const cyclic = cyclicIds(document);
  const lines = [
    "digraph upstart {",
    `  rankdir=${options.direction === "tb" ? "TB" : "LR"};`,
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  edge [fontname="sans-serif", fontsize=10];',
  ];
  const node = (id: string, label: string, indent: string) =>
    `${indent}${quote(id)} [label=${quote(label)}${cyclic.has(id) ? ", color=red" : ""}];`;
  const services = document.nodes.filter((n) => n.kind === "UpstartService");
  for (const [i, service] of services.entries()) {
    lines.push(`  subgraph ${quote(`cluster_${i}`)} {`, `    label=${quote(service.id)};`);
    lines.push(`    ${quote(service.id)} [label=${quote(service.id)}, shape=ellipse];`);
    for (const n of document.nodes)
      if (n.kind === "HelmRelease" && n.service === service.id) lines.push(node(n.id, n.release ?? n.id, "    "));
    lines.push("  }");
  }
  const grouped = new Set(services.map((s) => s.id));
  for (const n of document.nodes)
    if (n.kind === "HelmRelease" && (n.service === undefined || !grouped.has(n.service)))
      lines.push(node(n.id, n.release ?? n.id, "  "));
  for (const e of document.edges) {
    const style = isMembership(document, e)
      ? "style=dotted"
      : `label=${quote(nameSome(e.outputs))}${cyclic.has(e.from) && cyclic.has(e.to) ? ", color=red" : ""}`;
    lines.push(`  ${quote(e.to)} -> ${quote(e.from)} [${style}];`);
  }
  for (const m of options.missing ?? []) {
    lines.push(`  ${quote(`?${m.name}`)} [label=${quote(m.name)}, style="rounded,dashed"];`);
    lines.push(`  ${quote(`?${m.name}`)} -> ${quote(m.from)} [label=${quote(nameSome(m.outputs))}, style=dashed];`);
  }
  return `${lines.join("\n")}\n}\n`;
}

function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
