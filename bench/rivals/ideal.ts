import { childrenCpuMs } from "../machine.ts";
import { type Run, type RunOptions, run } from "../run.ts";
import type { Node } from "../workloads.ts";

/** A Helm run, word for word. */
export interface HelmRun {
  readonly args: readonly string[];
  readonly input: string;
}

/**
 * What no orchestrator can beat: knows graph and values beforehand, looks at nothing, writes nothing, and starts each
 * Helm run the moment that those which it needs have ended; where not all can start, what begins the longest critical
 * path. Rejects when one fails.
 */
export async function runIdeal(
  nodes: readonly Node[],
  helmRun: (name: string) => HelmRun,
  options: { readonly helm: string; readonly parallel: number; readonly env: RunOptions["env"] },
): Promise<Pick<Run, "ms" | "cpuMs">> {
  const waiting = new Map(nodes.map((node) => [node.name, new Set(node.needs)]));
  const dependents = Map.groupBy(
    nodes.flatMap(({ name, needs }) => needs.map((need) => ({ name, need }))),
    ({ need }) => need,
  );
  const paths = new Map<string, number>();
  for (const { name } of nodes.toReversed()) {
    const beyond = (dependents.get(name) ?? []).map((d) => paths.get(d.name)!);
    paths.set(name, 1 + Math.max(0, ...beyond));
  }
  const ready = nodes.filter((node) => node.needs.length === 0).map((node) => node.name);
  const next = () => {
    const best = ready.reduce((a, b) => (paths.get(b)! > paths.get(a)! ? b : a));
    return ready.splice(ready.indexOf(best), 1)[0]!;
  };
  const begun = performance.now();
  const work = async (name: string): Promise<void> => {
    const { args, input } = helmRun(name);
    // As ours: on a busy machine whoever has more sessions gets more of it.
    await run(options.helm, args, { env: options.env, input, detached: true });
    for (const dependent of dependents.get(name) ?? []) {
      const missing = waiting.get(dependent.name)!;
      if (missing.delete(name) && missing.size === 0) ready.push(dependent.name);
    }
  };
  const cpuBefore = childrenCpuMs();
  const active = new Set<Promise<void>>();
  while (ready.length > 0 || active.size > 0) {
    while (ready.length > 0 && active.size < options.parallel) {
      const one = work(next()).finally(() => active.delete(one));
      active.add(one);
    }
    await Promise.race(active);
  }
  return { ms: performance.now() - begun, cpuMs: childrenCpuMs() - cpuBefore };
}
