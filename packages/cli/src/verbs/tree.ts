import { keyText, type NodeId, type ObjectKey, type Release } from "@upstart/engine";
import type { Standing } from "../branch/standing.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { afterState } from "../output/detail.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold, padTo, widthOf } from "../output/table.ts";
import { printDocument, styleOf } from "../print.ts";
import { describeRelease, type ObserveFlags, observe, type Picked } from "./observe.ts";
import { nextText, standingsOf } from "./standings.ts";

interface TreeNode {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly state?: string;
  readonly detail?: string;
  readonly children?: readonly TreeNode[];
}

/** Kinds that are shown below a release unless all are asked for. */
const SHOWN: ReadonlySet<string> = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "CronJob",
  "Ingress",
  "PersistentVolumeClaim",
]);

export interface TreeFlags extends ObserveFlags, OutputFlags {
  readonly show: "workloads" | "all";
}

/** Prints what is made of what: environment, services, releases, their objects. */
export function tree(host: Host, flags: TreeFlags, names: readonly string[]): Promise<void> {
  const show = async (seen: Picked) => {
    const standings = standingsOf(host, seen.picked, seen.kept);
    const roots = rootsOf(seen, standings, flags.show === "all");
    if (flags.output === "text") {
      host.stdout.write(draw(roots, styleOf(host, "stdout", flags)));
      host.stderr.write(nextText(standings));
    } else await printDocument(host, flags.output === "json" ? "json" : "yaml", { objects: roots });
  };
  return observe(host, flags, names, show, { withObjects: true });
}

function rootsOf(seen: Picked, standings: readonly Standing[], showAll: boolean): TreeNode[] {
  const owners = new Map<string, Release[]>();
  for (const r of seen.picked)
    owners.set(`${r.owner.kind}/${r.owner.namespace}/${r.owner.name}`, [
      ...(owners.get(`${r.owner.kind}/${r.owner.namespace}/${r.owner.name}`) ?? []),
      r,
    ]);
  return [...owners.values()].map((releases): TreeNode => {
    const { owner } = releases[0]!;
    const leaf = (r: Release) => releaseNode(seen, r, showAll);
    const ready = releases.filter((r) => describeRelease(seen, r).isReady).length;
    const base = {
      kind: owner.kind,
      name: owner.name,
      ...(owner.namespace === undefined ? {} : { namespace: owner.namespace }),
      state: `${ready}/${releases.length} ready`,
    };
    if (owner.kind !== "UpstartEnvironment")
      return owner.kind === "HelmRelease" ? leaf(releases[0]!) : { ...base, children: releases.map(leaf) };
    const services = new Map<NodeId, Release[]>();
    for (const r of releases) services.set(r.service!, [...(services.get(r.service!) ?? []), r]);
    const standing = standings.find((s) => s.name === owner.name && s.namespace === owner.namespace);
    return {
      ...base,
      ...(standing === undefined ? {} : { detail: standing.text }),
      children: [...services].map(([id, own]) => ({
        kind: "UpstartService",
        name: id,
        namespace: own[0]!.namespace,
        state: `${own.filter((r) => describeRelease(seen, r).isReady).length}/${own.length} ready`,
        children: own.map(leaf),
      })),
    };
  });
}

function releaseNode(seen: Picked, release: Release, showAll: boolean): TreeNode {
  const { state, waitingFor, message } = describeRelease(seen, release);
  const blockers = seen.observation.get(release.id)?.blockers ?? [];
  const made = seen.observation.get(release.id)?.made ?? [];
  const objects = made.filter((o) => showAll || SHOWN.has(o.kind));
  const blocked = new Map(blockers.map((b) => [keyText(b.object), b]));
  const outputs = seen.observation.get(release.id)?.outputs.flatMap((o) => Object.keys(o.data ?? {})) ?? [];
  const detail =
    waitingFor?.join(", ") ??
    (state === "ready"
      ? outputs.length === 0
        ? undefined
        : `publishes ${outputs.join(", ")}`
      : message?.split("\n")[0]);
  return {
    kind: "HelmRelease",
    name: release.key,
    namespace: release.namespace,
    state,
    ...(detail === undefined ? {} : { detail }),
    children: objects.map((o) => objectNode(o, blocked.get(keyText(o)))),
  };
}

function objectNode(
  object: ObjectKey,
  blocker: { readiness: { message: string; state: string }; detail?: string } | undefined,
): TreeNode {
  const base = {
    kind: object.kind,
    name: object.name,
    ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
  };
  if (blocker === undefined) return { ...base, state: "ready" };
  return {
    ...base,
    state: blocker.readiness.state,
    detail: [blocker.readiness.message, blocker.detail].filter((d) => d !== undefined).join(", "),
  };
}

/** All in the same columns; a detail that does not fit goes on below itself, beside the branches. */
function draw(roots: readonly TreeNode[], style: Style): string {
  const lines = roots.flatMap((root) => linesOf(root, style));
  const width = Math.max(0, ...lines.map((l) => widthOf(l.name)));
  const indent = width + 3 + STATE_WIDTH + 1;
  return lines
    .map(({ name, below, node }) => {
      const state = padTo(paint(node.state ?? "", style), STATE_WIDTH);
      const detail = printable(afterState(node.state ?? "", node.detail ?? ""));
      const room = style.columns - indent;
      const isOnTheLine = style.columns === 0 || room >= MIN_DETAIL || widthOf(detail) <= room;
      const start = isOnTheLine ? indent : widthOf(below) + 4;
      const text = fold(detail, style.columns, start).split("\n");
      const head = `${padTo(name, width)}   ${state} ${style.paint("dim", isOnTheLine ? text.shift()! : "")}`;
      return [head, ...text.map((l) => `${padTo(below, start)}${style.paint("dim", l.trimStart())}`)]
        .map((l) => `${l.trimEnd()}\n`)
        .join("");
    })
    .join("");
}

const STATE_WIDTH = 12;
/** What is narrower is no column to read in. */
const MIN_DETAIL = 30;

interface TreeLine {
  readonly name: string;
  /** The branches that go on below it. */
  readonly below: string;
  readonly node: TreeNode;
}

function linesOf(node: TreeNode, style: Style, prefix = "", below = ""): TreeLine[] {
  const { branch, last, pipe } = style.glyphs;
  const children = node.children ?? [];
  return [
    { name: `${prefix}${node.kind}/${node.name}`, below: children.length > 0 ? `${below}${pipe}` : below, node },
    ...children.flatMap((child, i) =>
      i === children.length - 1
        ? linesOf(child, style, `${below}${last} `, `${below}   `)
        : linesOf(child, style, `${below}${branch} `, `${below}${pipe} `),
    ),
  ];
}

function paint(state: string, style: Style): string {
  const [ready, all] = state.split(/[ /]/).map(Number);
  const isGood = state === "ready" || (!Number.isNaN(ready) && ready === all);
  return style.paint(isGood ? "green" : state === "failed" ? "red" : "yellow", state);
}
