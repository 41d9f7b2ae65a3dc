import { createHash } from "node:crypto";
import { printable } from "../output/printable.ts";
import { countOf, type DrawOptions, type GraphDocument } from "./document.ts";
import { escapeXml } from "./escape-xml.ts";
import { type Layout, layOut } from "./layout.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { svgOf } from "./svg.ts";

/**
 * The graph as one page that asks for nothing from elsewhere: move, zoom, filter by name, and choose a release or
 * service to see what it needs and who needs it. Without scripts it is still the picture.
 */
export function drawHtml(document: GraphDocument, options: DrawOptions = {}): string {
  const layout = layOut(document, options);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${SCRIPT_HASH}'">
<title>What waits for what</title>
<style>
${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>What waits for what</h1>
<p>${summaryOf(document)}</p>
${cyclesOf(document)}<form role="search"><output id="hits" for="filter"></output><input id="filter" type="search" placeholder="Filter by name  /" aria-label="Filter by name" autocomplete="off"></form>
<div role="toolbar" aria-label="View"><button id="out" type="button" aria-label="Zoom out">−</button><button id="in" type="button" aria-label="Zoom in">+</button><button id="fit" type="button">Fit</button></div>
</header>
<main>
<div id="stage" tabindex="0" role="region" aria-label="Picture: arrow keys move, plus and minus zoom, 0 fits">
${svgOf(layout, document, true)}</div>
<aside id="panel" hidden aria-live="polite"></aside>
</main>
<script type="application/json" id="graph">${jsonInHtml(dataOf(layout, document))}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

// Only this very script may run: a name that got through as markup would still do nothing.
const SCRIPT_HASH = createHash("sha256").update(PAGE_SCRIPT).digest("base64");

function summaryOf({ nodes }: GraphDocument): string {
  const releases = nodes.filter((n) => n.kind === "HelmRelease").length;
  const services = releases === nodes.length ? "" : ` · ${countOf(nodes.length - releases, "service")}`;
  return countOf(releases, "release") + services;
}

function cyclesOf({ cycles }: GraphDocument): string {
  if (cycles.length === 0) return "";
  const walks = cycles.map((walk) => `<li>${escapeXml(walk.join(" → "))}</li>`);
  return `<details><summary>${countOf(cycles.length, "cycle")}</summary><ul>${walks.join("")}</ul></details>\n`;
}

/** What the script knows: what is drawn, and which releases are behind a service. */
function dataOf({ boxes, frames, arrows }: Layout, { nodes }: GraphDocument): unknown {
  const releases = Map.groupBy(
    nodes.filter((n) => n.kind === "HelmRelease"),
    (n) => n.service,
  );
  return {
    nodes: [
      ...boxes.map(({ id, title, kind, frame, chart, version }) => ({ id, title, kind, frame, chart, version })),
      ...frames.map(({ id }) => ({ id, title: id, kind: "service" })),
    ].map((n) => ({
      ...n,
      ...(n.kind === "service"
        ? { releases: (releases.get(n.id) ?? []).map(({ id, release }) => ({ id, title: release })) }
        : {}),
    })),
    arrows: arrows.map(({ needed, user, outputs }) => ({ needed, user, outputs })),
  };
}

/** With the same names as the picture. Only `<` could end the script element, or hide its end. */
function jsonInHtml(data: unknown): string {
  const text = JSON.stringify(data, (_, value) => (typeof value === "string" ? printable(value) : value));
  return text.replaceAll("<", "\\u003c");
}
