import { buildUniverse, type KubeObject, releasesOf, type Step } from "@upstart/engine";
import { specsOfKept } from "../cluster/kept.ts";
import { stepOf } from "../cluster/told.ts";
import type { Said } from "../verbs/told-announcer.ts";
import { lifeOf, specOf, viewOf } from "./environment.ts";

/** What there is to be seen of a deploy, and how it stands. */
export interface DeployRow {
  readonly id: string;
  readonly said: Said;
}

/** A row for each release of an environment, as `service/release`, and one for its URL where it is asked for. */
export function rowsOf(environment: KubeObject, services: readonly KubeObject[]): DeployRow[] {
  const isReady = viewOf(environment).ready;
  const { graph } = buildUniverse(specsOfKept([environment]), environment.metadata.namespace ?? "");
  const objects = [environment, ...services];
  const rows = releasesOf(graph).map((release): DeployRow => {
    const service = release.service === undefined ? undefined : graph.nodes.get(release.service);
    const id = service?.kind === "service" ? `${service.key}/${release.key}` : release.id;
    // All of it is, also what has not been heard of yet.
    return { id, said: isReady ? { phase: "ready" } : saidOf(stepOf(graph, release, objects)) };
  });
  return specOf(environment).url === undefined ? rows : [...rows, { id: "URL", said: urlOf(environment) }];
}

function saidOf(step: Step): Said {
  switch (step.do) {
    case "nothing":
      return { phase: "ready" };
    case "stop":
      return { phase: step.phase, reason: step.reason, message: step.message };
    case "wait":
      if (step.phase === "running") return { phase: "installing" };
      return { phase: step.phase, reason: step.reason, waitingFor: step.waitingFor };
    default:
      return { phase: "progressing" };
  }
}

function urlOf(environment: KubeObject): Said {
  const { phase, ready } = viewOf(environment);
  const { reason = "", message = "" } = lifeOf(environment).verified ?? {};
  if (ready) return { phase: "ready" };
  if (phase === "Degraded") return { phase: "failed", reason, message };
  if (phase === "Verifying") return { phase: "progressing", reason, message };
  return { phase: "waiting", waitingFor: ["its releases"] };
}
