import type { EventRecorder } from "@upstart/controller/runtime/events";
import type { Reconciler } from "@upstart/controller/unit";
import type { Clock, Cluster } from "@upstart/engine";
import type { MadeEnvironment } from "../environments/made.ts";
import type { Forge } from "../forge/forge.ts";
import type { Hint } from "../forge/hint.ts";
import type { ForgeMetrics } from "../metrics.ts";
import type { Rules } from "../rules/read-rules.ts";
import { Commands } from "./commands.ts";
import { Comments } from "./comments.ts";
import { Deployments } from "./deployments.ts";
import { Ended } from "./ended.ts";
import { Environments } from "./environments.ts";
import { LastSeen } from "./last-seen.ts";
import { Repositories } from "./repositories.ts";

export interface WorkOptions {
  readonly forge: Forge;
  readonly cluster: Cluster;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly random: () => number;
  readonly metrics: ForgeMetrics;
  readonly events: Pick<EventRecorder, "record">;
  readonly sweepMs: number;
  readonly confirmMs: number;
}

/** All that is done behind the deliveries. */
export interface Work {
  readonly reconcilers: readonly Reconciler[];
  /** Remembers what was hinted at, and returns at once; what is about repositories that no rule names is forgotten. */
  readonly take: (hint: Hint) => void;
}

export function createWork(options: WorkOptions): Work {
  const { rules, cluster } = options;
  const environments = new Environments(cluster);
  const ruleOf = ({ namespace, repository }: MadeEnvironment) =>
    rules.rules.find((r) => r.namespace === namespace && r.repository === repository);
  const deployments = new Deployments({ ...options, environments, ruleOf });
  const comments = new Comments({ ...options, environments, ruleOf, instance: rules.instance });
  const repositories = new Repositories({
    ...options,
    environments,
    ended: new Ended(cluster),
    rules: rules.rules,
    replayed: () => lastSeen.replayed(),
    onEvent: (event) => {
      deployments.hear(event);
      comments.hear(event);
      lastSeen.hear(event);
    },
  });
  const namespaces = new Set(rules.rules.map((r) => r.namespace));
  const lastSeen = new LastSeen({ ...options, environments, namespaces, replay: (event) => repositories.hear(event) });
  const commands = new Commands({ ...options, environments, repositories });
  return {
    reconcilers: [repositories, deployments, comments, lastSeen, commands].map((r) => r.reconciler),
    take: (hint) => {
      if (!repositories.knows(hint.repository)) return;
      if (hint.kind === "comment") commands.take(hint.repository, hint.comment);
      else take(repositories, hint);
    },
  };
}

function take(repositories: Repositories, hint: Exclude<Hint, { kind: "comment" }>): void {
  const { kind, repository } = hint;
  if (kind === "deployment" && !repositories.knows(repository, "deployments")) return;
  if (kind === "repository" || hint.ref === undefined) repositories.sweep(repository);
  else repositories.look(repository, hint.ref);
}
