import type { Clock } from "@upstart/engine";
import { brake } from "../decide/brake.ts";
import { isWhole, planSweep } from "../decide/plan.ts";
import type { Forge } from "../forge/forge.ts";
import type { Intention, Preview } from "../report/preview-text.ts";
import type { Rule } from "../rules/rule.ts";
import type { Ended } from "./ended.ts";
import type { Environments } from "./environments.ts";
import { sweepOf } from "./sweep.ts";
import { nameFor } from "./writer.ts";

export interface PreviewOptions {
  readonly forge: Forge;
  readonly environments: Pick<Environments, "of" | "get">;
  readonly ended: Pick<Ended, "get">;
  readonly clock: Pick<Clock, "now">;
}

/**
 * What would become of a repository's environments if nothing changed any more: as a sweep does it, but all that is seen
 * to be gone is taken as having been so for long enough. Writes nothing. Throws ForgeError and ClusterError.
 */
export async function previewSweep(
  { forge, environments, ended, clock }: PreviewOptions,
  repository: string,
  rules: readonly Rule[],
): Promise<Preview> {
  const swept = await sweepOf(forge, repository, rules);
  const now = clock.now();
  const plans = swept.map(({ rule, sources, belief }) => {
    const existing = environments.of(rule);
    const absences = new Map(existing.map((e) => [e.uid, now]));
    return { rule, plan: planSweep({ sources, belief, existing, absences, now, confirmMs: 0 }) };
  });
  const existing = rules.flatMap((rule) => environments.of(rule)).filter((e) => !e.isTerminating).length;
  const gone = plans.flatMap(({ plan }) => plan.remove);
  const { released, held } = brake(gone, { existing, recent: 0, pending: 0 });
  const intentions: Intention[] = [];
  for (const { rule, plan } of plans) {
    for (const wanted of plan.create) {
      const name = nameFor(rule, wanted);
      if (environments.get(rule.namespace, name) !== undefined) continue; // somebody else's
      if ((await ended.get(rule.namespace, name))?.sha === wanted.sha) continue;
      intentions.push({ do: "make", namespace: rule.namespace, name, ref: wanted.ref });
    }
    for (const { environment: e } of plan.update)
      intentions.push({ do: "change", namespace: e.namespace, name: e.name, ref: e.ref });
  }
  for (const [what, all] of [["end", released] as const, ["hold", held] as const])
    for (const { environment: e, why } of all)
      intentions.push({ do: what, namespace: e.namespace, name: e.name, ref: e.ref, why });
  return { repository, isDoubtful: !swept.every((s) => isWhole(s.belief)), intentions };
}
