import { cyclicIds, cyclicSteps, type DrawOptions, type GraphDocument, type GraphNodeDocument } from "./document.ts";

/** A release, a service drawn as one box, or a name that nothing answers to. */
export interface PictureBox {
  readonly id: string;
  readonly title: string;
  readonly kind: "release" | "service" | "missing";
  /** The id of the frame that it stands in. */
  readonly frame?: string;
  readonly chart?: string;
  readonly version?: string;
  readonly isCyclic: boolean;
  /** Of a service: how many releases it stands for. */
  readonly releases?: number;
}

/** A service drawn around its releases. It has at least one. */
export interface PictureFrame {
  readonly id: string;
  readonly isCyclic: boolean;
  readonly members: readonly string[];
}

/** Runs from what is needed, a box or a frame, to the box that needs it. */
export interface PictureArrow {
  readonly needed: string;
  readonly user: string;
  readonly outputs: readonly string[];
  readonly isCyclic: boolean;
  readonly isMissing: boolean;
}

/** What there is to see, before anything has a place. */
export interface Picture {
  readonly boxes: readonly PictureBox[];
  readonly frames: readonly PictureFrame[];
  readonly arrows: readonly PictureArrow[];
  /** Services are one box each. */
  readonly isCollapsed: boolean;
}

/** More boxes than this in one picture cannot be read. */
const MAX_BOXES = 60;

/** The picture with every release, or where those are too many and `expand` does not want them, with services only. */
export function readablePicture(document: GraphDocument, options: DrawOptions): Picture {
  const whole = pictureOf(document, options, false);
  const isTooMuch = whole.boxes.length > MAX_BOXES && whole.frames.length > 1;
  return isTooMuch && options.expand !== true ? pictureOf(document, options, true) : whole;
}

/**
 * Decides what is drawn as a box, a frame or an arrow. With `collapse` every service is one box. Arrows between the
 * same two are one; a service's edges to its own releases are none, the frame says it. In the document's order.
 */
export function pictureOf(document: GraphDocument, options: DrawOptions, collapse: boolean): Picture {
  const members = membersOf(document);
  const cyclic = cyclicIds(document);
  const isFramed = (id: string | undefined) => !collapse && (members.get(id ?? "")?.length ?? 0) > 0;
  const isHidden = (n: GraphNodeDocument) =>
    n.kind === "HelmRelease" ? collapse && members.has(n.service ?? "") : isFramed(n.id);
  const boxes = document.nodes
    .filter((n) => !isHidden(n))
    .map((n) => ({
      ...boxOf(n, options, members.get(n.id), cyclic),
      ...(n.kind === "HelmRelease" && n.service !== undefined && isFramed(n.service) ? { frame: n.service } : {}),
    }));
  return {
    boxes: [...boxes, ...missingBoxes(options)],
    frames: [...members]
      .filter(([id]) => isFramed(id))
      .map(([id, inside]) => ({ id, isCyclic: cyclic.has(id), members: inside })),
    arrows: arrowsOf(document, options, collapse ? members : new Map()),
    isCollapsed: collapse,
  };
}

/** The id of the box of a name that nothing answers to. No node has such an id. */
function missingId(name: string): string {
  return `?${name}`;
}

/** Services with the ids of their releases. Releases of a service that is no node stand for themselves. */
function membersOf({ nodes }: GraphDocument): Map<string, string[]> {
  const members = new Map<string, string[]>(
    nodes.filter((n) => n.kind === "UpstartService").map((n) => [n.id, [] as string[]]),
  );
  for (const n of nodes) if (n.kind === "HelmRelease" && n.service !== undefined) members.get(n.service)?.push(n.id);
  return members;
}

function boxOf(
  node: GraphNodeDocument,
  { notes }: DrawOptions,
  members: readonly string[] | undefined,
  cyclic: ReadonlySet<string>,
): PictureBox {
  const { chart, version } = notes?.[node.id] ?? {};
  return {
    id: node.id,
    title: node.kind === "HelmRelease" ? (node.release ?? node.id) : node.id,
    kind: node.kind === "HelmRelease" ? "release" : "service",
    isCyclic: [node.id, ...(members ?? [])].some((id) => cyclic.has(id)),
    ...(chart === undefined ? {} : { chart }),
    ...(version === undefined ? {} : { version }),
    ...(members === undefined ? {} : { releases: members.length }),
  };
}

function missingBoxes({ missing }: DrawOptions): PictureBox[] {
  const names = new Set((missing ?? []).map((m) => m.name));
  return [...names].map((name) => ({ id: missingId(name), title: name, kind: "missing", isCyclic: false }));
}

function arrowsOf(
  document: GraphDocument,
  { missing }: DrawOptions,
  collapsed: ReadonlyMap<string, readonly string[]>,
): PictureArrow[] {
  const nodes = new Map(document.nodes.map((n) => [n.id, n]));
  const isStep = cyclicSteps(document);
  const boxIdOf = (id: string) => {
    const service = nodes.get(id)?.service;
    return service !== undefined && collapsed.has(service) ? service : id;
  };
  const arrows = [
    ...document.edges
      // A service needs its own releases and nothing else.
      .filter((e) => nodes.get(e.from)?.kind === "HelmRelease" && nodes.has(e.to))
      .map((e) => ({ needed: e.to, user: e.from, outputs: e.outputs, isCyclic: isStep(e), isMissing: false })),
    ...(missing ?? [])
      .filter((m) => nodes.has(m.from))
      .map((m) => ({ needed: missingId(m.name), user: m.from, outputs: m.outputs, isCyclic: false, isMissing: true })),
  ].map((a) => ({ ...a, needed: boxIdOf(a.needed), user: boxIdOf(a.user) }));
  // Within one box only a cycle is worth an arrow: a release that needs itself, or its own service.
  return merge(
    arrows
      .map((a) => (nodes.get(a.user)?.service === a.needed ? { ...a, needed: a.user } : a))
      .filter((a) => a.needed !== a.user || a.isCyclic),
  );
}

function merge(arrows: readonly PictureArrow[]): PictureArrow[] {
  const merged = new Map<string, PictureArrow>();
  for (const arrow of arrows) {
    const key = JSON.stringify([arrow.needed, arrow.user]);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? arrow
        : {
            ...known,
            outputs: [...new Set([...known.outputs, ...arrow.outputs])],
            isCyclic: known.isCyclic || arrow.isCyclic,
          },
    );
  }
  return [...merged.values()];
}
