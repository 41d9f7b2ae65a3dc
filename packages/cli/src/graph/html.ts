import type { DrawOptions, GraphDocument } from "./document.ts";
import { layOut } from "./layout.ts";
import { svgOf } from "./svg.ts";

/** The graph as one page that works offline: move, zoom, filter, and click a box for what it needs and who needs it. */
export function drawHtml(document: GraphDocument, options: DrawOptions = {}): string {
  // Inside a script element only "<" could end it early.
  const data = JSON.stringify(document).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What waits for what</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
  <strong>What waits for what</strong>
  <input id="filter" type="search" placeholder="Filter by name" aria-label="Filter by name">
  <span class="buttons"><button id="in" aria-label="Zoom in">+</button><button id="out" aria-label="Zoom out">−</button><button id="fit">Fit</button></span>
</header>
<main><div id="stage">${svgOf(layOut(document, options))}</div><aside id="panel" hidden aria-live="polite"></aside></main>
<script type="application/json" id="graph">${data}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --bg: #ffffff; --edge: #d1d9e0; --accent: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --bg: #0d1117; --edge: #30363d; --accent: #4493f8; } }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.45 ui-sans-serif, system-ui, "Segoe UI", sans-serif; color: var(--ink); background: var(--bg); height: 100vh; display: flex; flex-direction: column; }
header { display: flex; gap: 12px; align-items: center; padding: 10px 16px; border-bottom: 1px solid var(--edge); flex-wrap: wrap; }
input, button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: 6px; padding: 4px 10px; }
input { min-width: 14em; } .buttons { display: flex; gap: 6px; margin-left: auto; } button { cursor: pointer; }
main { flex: 1; display: flex; min-height: 0; }
#stage { flex: 1; overflow: hidden; cursor: grab; touch-action: none; } #stage svg { transform-origin: 0 0; user-select: none; overflow: visible; } #stage .box { cursor: pointer; outline: none; } #stage .box:focus-visible rect { stroke-width: 3; }
aside { width: 320px; border-left: 1px solid var(--edge); padding: 16px; overflow: auto; } aside h2 { font-size: 15px; margin: 0 0 8px; overflow-wrap: anywhere; } aside h3 { font-size: 12px; color: var(--soft); margin: 14px 0 4px; } aside ul { margin: 0; padding-left: 18px; } code { font-size: 12px; color: var(--accent); overflow-wrap: anywhere; } .path { color: var(--soft); font-size: 12px; overflow-wrap: anywhere; }
@media print { header, aside { display: none; } #stage { overflow: visible; } }
`;

// Runs in the page: no build step, no module, nothing from elsewhere.
const PAGE_SCRIPT = `
(() => {
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const stage = document.getElementById("stage");
  const svg = stage.querySelector("svg");
  const panel = document.getElementById("panel");
  const view = { x: 0, y: 0, scale: 1 };
  const show = () => { svg.style.transform = "translate(" + view.x + "px," + view.y + "px) scale(" + view.scale + ")"; };
  const fit = () => {
    const box = svg.viewBox.baseVal;
    view.scale = Math.min(1.4, stage.clientWidth / box.width, stage.clientHeight / box.height);
    view.x = (stage.clientWidth - box.width * view.scale) / 2;
    view.y = (stage.clientHeight - box.height * view.scale) / 2;
    show();
  };
  const zoom = (by, x, y) => {
    const scale = Math.min(4, Math.max(0.1, view.scale * by));
    view.x = x - (x - view.x) * scale / view.scale;
    view.y = y - (y - view.y) * scale / view.scale;
    view.scale = scale;
    show();
  };
  stage.addEventListener("wheel", (e) => { e.preventDefault(); const r = stage.getBoundingClientRect(); zoom(e.deltaY < 0 ? 1.12 : 1 / 1.12, e.clientX - r.left, e.clientY - r.top); }, { passive: false });
  let drag;
  stage.addEventListener("pointerdown", (e) => { drag = { x: e.clientX - view.x, y: e.clientY - view.y }; });
  addEventListener("pointermove", (e) => { if (drag) { view.x = e.clientX - drag.x; view.y = e.clientY - drag.y; show(); } });
  addEventListener("pointerup", () => { drag = undefined; });
  const centre = () => [stage.clientWidth / 2, stage.clientHeight / 2];
  document.getElementById("in").onclick = () => zoom(1.25, ...centre());
  document.getElementById("out").onclick = () => zoom(0.8, ...centre());
  document.getElementById("fit").onclick = fit;
  const reach = (start, next) => {
    const seen = new Set([start]);
    for (const id of seen) for (const other of next(id)) seen.add(other);
    return seen;
  };
  const needs = (id) => graph.edges.filter((e) => e.from === id).map((e) => e.to);
  const users = (id) => graph.edges.filter((e) => e.to === id).map((e) => e.from);
  const light = (keep) => {
    for (const el of svg.querySelectorAll(".box")) el.classList.toggle("dim", !!keep && !keep.has(el.dataset.id));
    for (const el of svg.querySelectorAll(".line")) el.classList.toggle("dim", !!keep && !(keep.has(el.dataset.from) && keep.has(el.dataset.to)));
  };
  const item = (parent, name, edge) => {
    const li = parent.appendChild(document.createElement("li"));
    li.append(name);
    if (edge.outputs.length) { li.append(" "); li.appendChild(document.createElement("code")).textContent = edge.outputs.join(", "); }
    const path = li.appendChild(document.createElement("div"));
    path.className = "path";
    path.textContent = edge.path;
  };
  const list = (title, edges, nameOf) => {
    panel.appendChild(document.createElement("h3")).textContent = title + (edges.length ? "" : ": nothing");
    const ul = panel.appendChild(document.createElement("ul"));
    for (const edge of edges) item(ul, nameOf(edge), edge);
  };
  const select = (id) => {
    panel.replaceChildren();
    panel.hidden = !id;
    if (!id) { light(); return; }
    panel.appendChild(document.createElement("h2")).textContent = id;
    list("Needs", graph.edges.filter((e) => e.from === id), (e) => e.to);
    list("Needed by", graph.edges.filter((e) => e.to === id), (e) => e.from);
    light(new Set([...reach(id, needs), ...reach(id, users)]));
  };
  svg.addEventListener("click", (e) => { const box = e.target.closest(".box"); select(box && box.dataset.id); });
  svg.addEventListener("keydown", (e) => { const box = e.target.closest(".box"); if (box && (e.key === "Enter" || e.key === " ")) { e.preventDefault(); select(box.dataset.id); } });
  addEventListener("keydown", (e) => { if (e.key === "Escape") select(); });
  document.getElementById("filter").addEventListener("input", (e) => {
    const text = e.target.value.trim().toLowerCase();
    const hits = new Set([...svg.querySelectorAll(".box")].map((el) => el.dataset.id).filter((id) => id.toLowerCase().includes(text)));
    light(text ? hits : undefined);
  });
  addEventListener("resize", fit);
  fit();
})();
`;
