import { branchEnvironmentName } from "@upstart/engine";
import { commit } from "../forge/github.ts";
import { type KubeJson, until } from "../harness.ts";
import type { Platform } from "./platform.ts";

export interface WalkOptions {
  readonly repository: string;
  readonly namespace: string;
  /** The configuration of the forge service, which is killed and started again. */
  readonly config: string;
  readonly steps: number;
  readonly seed: number;
}

const BRANCHES = ["one", "two", "three"];
const SETTLED_MS = 150_000;

/**
 * Pushes and deletes branches at random, and kills the controllers and the forge service meanwhile. Throws where in the
 * end an environment does not show its branch, or where something of a branch that is gone is left. Returns what it did.
 */
export async function walk(platform: Platform, { repository, namespace, config, steps, seed }: WalkOptions) {
  const { github, world } = platform;
  const random = randomFrom(seed);
  const { branches } = github.repository(repository);
  const nameOf = (branch: string) => branchEnvironmentName({ repository, ref: `refs/heads/${branch}` });
  const done: string[] = [];
  const step = async (index: number) => {
    const branch = BRANCHES[Math.floor(random() * BRANCHES.length)]!;
    const chance = random();
    if (chance < 0.6) await github.push(repository, branch, commit(`${branch} ${index}`));
    else if (chance < 0.85) await github.deleteBranch(repository, branch);
    else if (chance < 0.92) await platform.startForge(config);
    else await world.kill().then(() => world.lead());
    done.push(chance < 0.6 ? `push ${branch}` : chance < 0.85 ? `delete ${branch}` : chance < 0.92 ? "forge" : "kill");
    await new Promise((resolve) => setTimeout(resolve, 1500 * random()));
  };
  const isRight = async (branch: string) => {
    const found = await world.get("uenv", nameOf(branch), namespace);
    if (found === undefined || !branches.has(branch)) return found === undefined && !branches.has(branch);
    const { spec, status } = found as KubeJson & { spec: { source: { sha: string } }; status?: { phase?: string } };
    return spec.source.sha === branches.get(branch) && status?.phase === "Ready";
  };
  const settled = async () => {
    for (const branch of BRANCHES)
      await until(
        `${branch} to be right after ${done.join(", ")}`,
        async () => (await isRight(branch)) || undefined,
        SETTLED_MS,
      );
  };
  for (let index = 0; index < steps; index++) await step(index);
  await settled();
  for (const branch of BRANCHES) if (branches.has(branch)) await github.deleteBranch(repository, branch);
  await settled();
  const left = await leftovers(platform, BRANCHES.map(nameOf));
  if (left.length > 0) throw new Error(`left after ${done.join(", ")}: ${left.join(", ")}`);
  return done;
}

/** Whether an object is kept on purpose, for a while: what is remembered of what has ended, or was looked for. */
export function isMemory({
  kind,
  metadata,
}: {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}): boolean {
  return kind === "ConfigMap" && /^upstart\.(?:forge|orphans)(?:\.|$)/.test(metadata.name);
}

/** Whatever there is anywhere that says one of these names, but for what is remembered of them. */
export async function leftovers({ world }: Platform, names: readonly string[]): Promise<string[]> {
  const kinds = "namespaces,upstartenvironments,upstartservices,helmreleases,secrets,configmaps,pods";
  const { items } = JSON.parse(await world.run("get", kinds, "-A", "-o", "json")) as {
    items: readonly (KubeJson & { readonly kind: string })[];
  };
  const isOf = (object: KubeJson) => names.some((name) => JSON.stringify(object).includes(name));
  return items.filter((o) => isOf(o) && !isMemory(o)).map((o) => `${o.kind} ${o.metadata.name}`);
}

/** The same numbers for the same seed, from 0 up to, not including, 1. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
