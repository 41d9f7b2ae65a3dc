import {
  type Graph,
  type NodeId,
  needsOf,
  type Release,
  type RolloutResult,
  type Step,
  troubleOf,
} from "@upstart/engine";
import type { Session } from "../cluster/session.ts";
import type { Host } from "../host.ts";
import type { Style } from "../output/style.ts";

interface Rolled extends RolloutResult {
  readonly graph: Graph;
  readonly own: readonly Release[];
}

const LOG_LINES = 5;

/** How it ended, for a person: one line when all is well, else the whole story of what failed and what to do. */
export async function applySummary(host: Host, session: Session, result: Rolled, style: Style): Promise<string> {
  const { own, steps, deployed, end } = result;
  const of = (test: (step: Step | undefined) => boolean) => own.filter((r) => test(steps.get(r.id)));
  const ready = of((s) => s?.do === "nothing");
  const failed = of((s) => s?.do === "stop" && s.phase === "failed");
  const blocked = of((s) => s?.do === "stop" && s.phase === "blocked");
  const open = of((s) => s === undefined || s.do === "wait" || s.do === "install" || s.do === "upgrade");
  const parts: string[] = [];
  for (const release of failed)
    parts.push(
      await story(host, session, result.graph, release, steps.get(release.id) as Extract<Step, { do: "stop" }>, style),
    );
  if (blocked.length > 0) parts.push(`not started (${blocked.length}): ${blocked.map((r) => r.id).join(", ")}\n`);
  if (open.length > 0)
    parts.push(`not done (${open.length}): ${open.map((r) => openText(r, steps.get(r.id))).join("; ")}\n`);
  const changed = deployed.size === 0 ? "nothing to do" : `${deployed.size} deployed`;
  const word =
    end === "timedOut"
      ? style.paint("yellow", `${style.glyphs.warning} timed out`)
      : end === "interrupted"
        ? style.paint("yellow", `${style.glyphs.warning} interrupted`)
        : failed.length + blocked.length > 0
          ? style.paint("red", `${style.glyphs.failed} failed`)
          : style.paint("green", `${style.glyphs.ok} ready`);
  parts.push(`${word}: ${ready.length}/${own.length} releases ready, ${changed}\n`);
  if (end === "timedOut" || end === "interrupted")
    parts.push(`  nothing is left pending; run the same command again to go on\n`);
  return parts.join("");
}

/** A failure without a second command: Helm's or the object's reason, the pod and its last lines, what fed it, what to do next. */
async function story(
  host: Host,
  session: Session,
  graph: Graph,
  release: Release,
  step: Extract<Step, { do: "stop" }>,
  style: Style,
): Promise<string> {
  const [first, ...rest] = step.message.split("\n");
  const lines = [
    `${style.paint("red", style.glyphs.failed)} ${style.paint("bold", release.id)} ${step.reason}: ${first}`,
    ...rest.map((l) => `     ${l}`),
  ];
  const pod = await failingPod(session, release);
  if (pod !== undefined) {
    lines.push(
      `     pod      ${pod.name}${pod.container === undefined ? "" : `/${pod.container}`} ${pod.reason}${pod.message === undefined ? "" : `: ${pod.message}`}`,
    );
    for (const line of pod.log) lines.push(`     log      ${line}`);
  }
  for (const { to, outputs } of needsOf(graph, release.id))
    if (outputs.length > 0) lines.push(`     uses     ${outputs.join(", ")} of ${to}`);
  lines.push(
    `     next     mend it and run the same command again; ${host.name} why ${release.id} -n ${session.namespace} tells more`,
  );
  return `${lines.join("\n")}\n`;
}

async function failingPod({ cluster }: Session, release: Release) {
  const pods = await cluster.list({ apiVersion: "v1", kind: "Pod", namespace: release.namespace });
  const own = pods.filter(
    (p) =>
      p.metadata.name.startsWith(`${release.releaseName}-`) ||
      Object.values(p.metadata.labels ?? {}).includes(release.releaseName),
  );
  for (const pod of own) {
    const trouble = troubleOf(pod);
    if (trouble === undefined) continue;
    const log = trouble.hasRun
      ? await cluster.logs({
          namespace: release.namespace,
          name: pod.metadata.name,
          lines: LOG_LINES,
          ...(trouble.container === undefined ? {} : { container: trouble.container }),
        })
      : "";
    return {
      name: pod.metadata.name,
      container: trouble.container,
      reason: trouble.reason,
      message: trouble.message,
      log: log.split("\n").filter((l) => l.trim() !== ""),
    };
  }
  return undefined;
}

function openText(release: Release, step: Step | undefined): string {
  return step?.do === "wait" && step.waitingFor.length > 0
    ? `${release.id} waits for ${step.waitingFor.join(", ")}`
    : release.id;
}

/** `apply -o json`. */
export function resultDocument({ end, own, steps, observation, deployed }: Rolled): object {
  return {
    end,
    releases: own.map((release) => ({
      id: release.id,
      releaseName: release.releaseName,
      namespace: release.namespace,
      ...stateOf(release.id, steps.get(release.id), observation.get(release.id)?.helm?.revision),
      deployed: deployed.has(release.id),
    })),
  };
}

/** A release's state as every verb names it. */
export function stateOf(
  _id: NodeId,
  step: Step | undefined,
  revision: number | undefined,
): { state: string; reason?: string; message?: string; waitingFor?: readonly string[]; revision?: number } {
  const rev = revision === undefined ? {} : { revision };
  switch (step?.do) {
    case "nothing":
      return { state: "ready", ...rev };
    case "stop":
      return { state: step.phase, reason: step.reason, message: step.message, ...rev };
    case "wait":
      return {
        state: step.phase === "running" ? "progressing" : step.phase,
        reason: step.reason,
        ...(step.waitingFor.length === 0 ? {} : { waitingFor: step.waitingFor }),
        ...rev,
      };
    case "install":
      return { state: "absent", message: step.reason };
    case "upgrade":
      return { state: "outOfSync", message: step.reason, ...rev };
    default:
      return { state: "unknown" };
  }
}
