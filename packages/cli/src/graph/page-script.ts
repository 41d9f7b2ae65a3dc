/** Runs in the page: no build step, no module, nothing from elsewhere. It reads `#graph` and the SVG's `data-`s. */
export const PAGE_SCRIPT = `(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const graph = JSON.parse(byId("graph").textContent);
  const nodes = new Map(graph.nodes.map((n) => [n.id, n]));
  const stage = byId("stage"), panel = byId("panel"), filter = byId("filter"), hits = byId("hits");
  const svg = stage.querySelector("svg");
  const whole = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
  stage.classList.add("live");

  // The view: what of the picture is seen, and how large.
  const view = { x: 0, y: 0, scale: 1 };
  const size = () => ({ width: Math.max(1, stage.clientWidth), height: Math.max(1, stage.clientHeight) });
  const show = () => {
    const { width, height } = size();
    svg.setAttribute("viewBox", [view.x, view.y, width / view.scale, height / view.scale].join(" "));
  };
  const lookAt = (box, most) => {
    const { width, height } = size();
    view.scale = Math.min(most, width / box.width, height / box.height);
    view.x = box.x + box.width / 2 - width / view.scale / 2;
    view.y = box.y + box.height / 2 - height / view.scale / 2;
    show();
  };
  const fit = () => lookAt({ x: 0, y: 0, ...whole }, 1.4);
  const zoom = (by, at) => {
    const { width, height } = size();
    const point = at || { x: width / 2, y: height / 2 };
    const scale = Math.min(4, Math.max(0.05, view.scale * by));
    view.x += point.x / view.scale - point.x / scale;
    view.y += point.y / view.scale - point.y / scale;
    view.scale = scale;
    show();
  };
  const move = (dx, dy) => { view.x -= dx / view.scale; view.y -= dy / view.scale; show(); };
  // What is too large to be read as a whole begins where the arrows begin.
  const start = () => {
    fit();
    if (view.scale < 0.6) { zoom(0.6 / view.scale); view.x = Math.min(0, view.x); if (whole.width * view.scale > size().width) view.x = 0; show(); }
  };
  const elementsOf = (id) => [...svg.querySelectorAll("[data-id]")].filter((el) => el.dataset.id === id);
  const reveal = (id) => {
    const box = elementsOf(id)[0].getBBox();
    const { width, height } = size();
    const isSeen = view.scale >= 0.6 && box.x >= view.x && box.y >= view.y
      && box.x + box.width <= view.x + width / view.scale && box.y + box.height <= view.y + height / view.scale;
    if (isSeen) return;
    view.scale = Math.max(view.scale, 0.7);
    view.x = box.x + box.width / 2 - width / view.scale / 2;
    view.y = box.y + box.height / 2 - height / view.scale / 2;
    show();
  };

  // Moving: mouse, pen and fingers; two of them zoom.
  const pointers = new Map();
  let moved = 0;
  const pinch = () => {
    const [a, b] = [...pointers.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, gap: Math.hypot(a.x - b.x, a.y - b.y) };
  };
  const local = (e) => { const r = stage.getBoundingClientRect(); return { x: e.clientX - r.left, y: e.clientY - r.top }; };
  stage.addEventListener("pointerdown", (e) => { if (e.button === 0) { pointers.set(e.pointerId, local(e)); moved = 0; } });
  addEventListener("pointermove", (e) => {
    const last = pointers.get(e.pointerId);
    if (!last) return;
    const now = local(e), before = pointers.size === 2 ? pinch() : undefined;
    pointers.set(e.pointerId, now);
    moved += Math.hypot(now.x - last.x, now.y - last.y);
    if (before) { const after = pinch(); move(after.x - before.x, after.y - before.y); zoom(after.gap / Math.max(1, before.gap), after); }
    else if (pointers.size === 1) { stage.classList.add("moving"); move(now.x - last.x, now.y - last.y); }
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (e) => { pointers.delete(e.pointerId); stage.classList.remove("moving"); });
  stage.addEventListener("wheel", (e) => {
    e.preventDefault();
    zoom(Math.exp(-Math.max(-60, Math.min(60, e.deltaY)) * 0.004), local(e));
  }, { passive: false });

  // What is connected: a service is needed as a whole, and needs what its releases need.
  const arrowsTo = new Map(), arrowsFrom = new Map(), inside = new Map();
  const put = (map, key, value) => { if (map.has(key)) map.get(key).push(value); else map.set(key, [value]); };
  for (const a of graph.arrows) { put(arrowsTo, a.user, a); put(arrowsFrom, a.needed, a); }
  for (const n of graph.nodes) if (n.frame !== undefined) put(inside, n.frame, n.id);
  const reach = (id, next) => { const seen = new Set([id]); for (const at of seen) for (const other of next(at)) seen.add(other); return seen; };
  const above = (id) => [...(arrowsTo.get(id) || []).map((a) => a.needed), ...(inside.get(id) || [])];
  const below = (id) => [...(arrowsFrom.get(id) || []).map((a) => a.user), ...(nodes.get(id).frame === undefined ? [] : [nodes.get(id).frame])];
  const related = (id) => new Set([...reach(id, above), ...[id, ...(inside.get(id) || [])].flatMap((one) => [...reach(one, below)])]);

  const light = (keep) => {
    const frames = new Set([...(keep || [])].map((id) => nodes.get(id).frame));
    for (const el of svg.querySelectorAll("[data-id]")) {
      const id = el.dataset.id;
      el.classList.toggle("dim", !!keep && !keep.has(id) && !frames.has(id));
    }
    for (const el of svg.querySelectorAll("[data-user]")) el.classList.toggle("dim", !!keep && !(keep.has(el.dataset.needed) && keep.has(el.dataset.user)));
  };
  const nameOf = (id) => nodes.get(id).kind === "missing" ? nodes.get(id).title : id;
  const add = (parent, tag, text, className) => {
    const el = parent.appendChild(document.createElement(tag));
    if (text !== undefined) el.textContent = text;
    if (className) el.className = className;
    return el;
  };
  const list = (title, items) => {
    if (items.length === 0) return;
    add(panel, "h3", title);
    const ul = add(panel, "ul");
    for (const item of items) {
      const li = add(ul, "li");
      if (nodes.has(item.id)) {
        const button = add(li, "button", nameOf(item.id));
        button.type = "button";
        button.onclick = () => { choose(item.id); reveal(item.id); };
      } else add(li, "span", item.title);
      for (const output of item.outputs || []) add(li, "code", output);
    }
  };
  let chosen;
  const choose = (id) => {
    for (const el of svg.querySelectorAll(".chosen")) { el.classList.remove("chosen"); el.removeAttribute("aria-pressed"); }
    chosen = id;
    panel.replaceChildren();
    panel.hidden = id === undefined;
    show();
    history.replaceState(null, "", id === undefined ? " " : "#" + encodeURIComponent(id));
    if (id === undefined) { find(); return; }
    for (const el of elementsOf(id)) { el.classList.add("chosen"); if (el.hasAttribute("role")) el.setAttribute("aria-pressed", "true"); }
    const node = nodes.get(id);
    const close = add(panel, "button", "×", "close");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.onclick = () => choose();
    add(panel, "h2", nameOf(id));
    add(panel, "p", [node.kind === "missing" ? "not in these files" : node.kind, node.chart, node.version].filter(Boolean).join(" · "), "about");
    const own = [id, ...(inside.get(id) || [])];
    list("Releases", node.releases || []);
    list("Needs", own.flatMap((one) => arrowsTo.get(one) || []).filter((a) => !own.includes(a.needed) || own.length === 1).map((a) => ({ id: a.needed, outputs: a.outputs })));
    list("Needed by", [...(arrowsFrom.get(id) || []), ...(node.frame === undefined ? [] : arrowsFrom.get(node.frame) || [])].map((a) => ({ id: a.user, outputs: a.outputs })));
    light(related(id));
  };

  const matches = () => {
    const text = filter.value.trim().toLowerCase();
    if (text === "") return undefined;
    const names = (n) => [nameOf(n.id), ...(inside.has(n.id) ? [] : (n.releases || []).map((r) => r.id))];
    return graph.nodes.filter((n) => names(n).some((name) => name.toLowerCase().includes(text))).map((n) => n.id);
  };
  const find = () => {
    const found = matches();
    hits.textContent = found === undefined ? "" : found.length + " of " + graph.nodes.length;
    light(found && new Set(found));
    return found;
  };
  filter.addEventListener("input", () => { if (chosen !== undefined) choose(); else find(); });
  filter.form.addEventListener("submit", (e) => { e.preventDefault(); const found = matches(); if (found && found.length > 0) { choose(found[0]); reveal(found[0]); } });

  const nodeAt = (e) => { const el = e.target.closest("[data-id]"); return el && !el.classList.contains("frame") ? el.dataset.id : undefined; };
  stage.addEventListener("click", (e) => { if (moved < 4) choose(nodeAt(e)); });
  byId("in").onclick = () => zoom(1.25);
  byId("out").onclick = () => zoom(0.8);
  byId("fit").onclick = fit;
  const keys = {
    "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": fit,
    ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
  };
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape") { filter.value = ""; choose(); return; }
    if (e.target === filter) return;
    if (e.key === "/") { e.preventDefault(); filter.focus(); return; }
    if (!stage.contains(e.target) && e.target !== document.body) return;
    const id = e.target.closest && nodeAt(e);
    if ((e.key === "Enter" || e.key === " ") && id !== undefined) { e.preventDefault(); choose(id); }
    else if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });
  addEventListener("beforeprint", () => svg.setAttribute("viewBox", [0, 0, whole.width, whole.height].join(" ")));
  addEventListener("afterprint", show);
  addEventListener("resize", show);
  start();
  const wanted = graph.nodes.find((n) => location.hash === "#" + encodeURIComponent(n.id));
  if (wanted) { choose(wanted.id); reveal(wanted.id); }
})();
`;
