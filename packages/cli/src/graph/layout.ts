import dagre from "@dagrejs/dagre";
import { cyclicIds, type DrawOptions, type GraphDocument, isMembership, nameSome } from "./document.ts";

/** A box that is drawn: a release, a service, or something that is missing. */
export interface Box {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly kind: "release" | "service" | "missing";
  readonly isCyclic: boolean;
  readonly state?: string;
  /** Centre. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Frame {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Runs from what is needed to who needs it. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly labelAt?: { readonly x: number; readonly y: number };
  readonly isCyclic: boolean;
  readonly isMissing: boolean;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly frames: readonly Frame[];
  readonly lines: readonly Line[];
}

/** More boxes than this in one picture cannot be read: services become one box each. */
const MAX_BOXES = 60;
const CHAR = 7.4;
const SMALL_CHAR = 6.2;
const HEIGHT = 46;

/** Places everything, services as frames around their releases. Deterministic. */
export function layOut(document: GraphDocument, options: DrawOptions = {}): Layout {
  const releases = document.nodes.filter((n) => n.kind === "HelmRelease");
  const collapse = releases.length > MAX_BOXES && options.expand !== true;
  const services = document.nodes.filter((n) => n.kind === "UpstartService");
  const framed = new Set(
    collapse ? [] : services.filter((s) => releases.some((r) => r.service === s.id)).map((s) => s.id),
  );
  const cyclic = cyclicIds(document);
  const graph = new dagre.graphlib.Graph({ compound: true, multigraph: true });
  graph.setGraph({
    rankdir: options.direction === "tb" ? "TB" : "LR",
    nodesep: 26,
    ranksep: 70,
    edgesep: 14,
    marginx: 24,
    marginy: 24,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const boxes = new Map<string, Omit<Box, "x" | "y">>();
  const put = (box: Omit<Box, "x" | "y" | "width" | "height">, parent?: string) => {
    const width = Math.max(96, box.title.length * CHAR + 36, box.note.length * SMALL_CHAR + 28);
    boxes.set(box.id, { ...box, width, height: HEIGHT });
    graph.setNode(box.id, { width, height: HEIGHT });
    if (parent !== undefined) graph.setParent(box.id, parent);
  };
  for (const id of framed) graph.setNode(frameId(id), {});
  const boxOf = new Map<string, string>();
  for (const s of services) {
    if (framed.has(s.id)) continue;
    put({
      id: s.id,
      title: s.id,
      note: collapse ? `${releases.filter((r) => r.service === s.id).length} releases` : "service",
      kind: "service",
      isCyclic: cyclic.has(s.id),
    });
    boxOf.set(s.id, s.id);
  }
  for (const r of releases) {
    if (collapse && r.service !== undefined) {
      boxOf.set(r.id, r.service);
      continue;
    }
    const note = options.notes?.[r.id];
    const chart = note?.chart?.split("/").at(-1) ?? "";
    put(
      {
        id: r.id,
        title: r.release ?? r.id,
        note: `${chart}${note?.version === undefined ? "" : ` ${note.version}`}`.trim(),
        kind: "release",
        isCyclic: cyclic.has(r.id),
        ...(note?.state === undefined ? {} : { state: note.state }),
      },
      r.service !== undefined && framed.has(r.service) ? frameId(r.service) : undefined,
    );
    boxOf.set(r.id, r.id);
  }
  for (const id of framed) boxOf.set(id, releases.filter((r) => r.service === id).at(-1)!.id);
  const lines = linesOf(document, options, boxOf, collapse, cyclic);
  for (const m of options.missing ?? [])
    if (!boxes.has(`?${m.name}`))
      put({ id: `?${m.name}`, title: m.name, note: "not in these files", kind: "missing", isCyclic: false });
  for (const line of lines)
    graph.setEdge(
      line.from,
      line.to,
      { width: line.label.length * SMALL_CHAR + 10, height: line.label === "" ? 0 : 18, labelpos: "c" },
      line.key,
    );
  dagre.layout(graph);
  return collect(graph, boxes, framed, lines);
}

interface Draft {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly isCyclic: boolean;
  readonly isMissing: boolean;
}

function linesOf(
  document: GraphDocument,
  options: DrawOptions,
  boxOf: ReadonlyMap<string, string>,
  collapse: boolean,
  cyclic: ReadonlySet<string>,
): Draft[] {
  const merged = new Map<
    string,
    { from: string; to: string; outputs: Set<string>; isCyclic: boolean; isMissing: boolean }
  >();
  const add = (from: string, to: string, outputs: readonly string[], isCyclic: boolean, isMissing: boolean) => {
    const key = `${from}\u0000${to}`;
    const line = merged.get(key) ?? { from, to, outputs: new Set<string>(), isCyclic, isMissing };
    for (const o of outputs) line.outputs.add(o);
    merged.set(key, line);
  };
  for (const e of document.edges) {
    if (isMembership(document, e)) continue;
    const [from, to] = [boxOf.get(e.to), boxOf.get(e.from)];
    if (from === undefined || to === undefined || (collapse && from === to)) continue;
    add(from, to, e.outputs, cyclic.has(e.from) && cyclic.has(e.to), false);
  }
  for (const m of options.missing ?? []) add(`?${m.name}`, boxOf.get(m.from)!, m.outputs, false, true);
  return [...merged].map(([key, { outputs, ...line }]) => ({ key, ...line, label: nameSome([...outputs], 3) }));
}

function collect(
  graph: InstanceType<typeof dagre.graphlib.Graph>,
  boxes: ReadonlyMap<string, Omit<Box, "x" | "y">>,
  framed: ReadonlySet<string>,
  lines: readonly Draft[],
): Layout {
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const at = (id: string) => graph.node(id) as { x: number; y: number; width: number; height: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: [...boxes.values()].map((b) => ({ ...b, x: at(b.id).x, y: at(b.id).y })),
    frames: [...framed].map((id) => ({ id, ...pickRect(at(frameId(id))) })),
    lines: lines.map(({ key, ...line }) => {
      const edge = graph.edge(line.from, line.to, key) as {
        points: { x: number; y: number }[];
        x?: number;
        y?: number;
      };
      return {
        ...line,
        points: edge.points,
        ...(edge.x === undefined || edge.y === undefined ? {} : { labelAt: { x: edge.x, y: edge.y } }),
      };
    }),
  };
}

function pickRect({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return { x, y, width, height };
}

function frameId(id: string): string {
  return `frame:${id}`;
}
