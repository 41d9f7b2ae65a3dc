import { systemClock } from "@upstart/clients";
import { commit, GitHub, TOKEN } from "../../e2e/forge/github.ts";
import { planSweep } from "../../packages/forge/src/decide/plan.ts";
import { createApi } from "../../packages/forge/src/github/api.ts";
import { tokenAuth } from "../../packages/forge/src/github/auth.ts";
import { createGitHub } from "../../packages/forge/src/github/github.ts";
import { sweepOf } from "../../packages/forge/src/sync/sweep.ts";
import { aRule, made, REPOSITORY } from "../../packages/forge/src/testing/things.ts";
import { median } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import type { Figure } from "./figure.ts";

const ENVIRONMENTS = 300;
const LIMIT_MS = 5000;
/** Branches and pull requests come in pages of a hundred; there is a page more at most, and nothing is asked of each. */
const LIMIT_QUESTIONS = 2 * (ENVIRONMENTS / 100 + 1);

/** What it costs to see that all environments are as they should be. */
export const forgeFigure: Figure = {
  name: "forge",
  about: `a sweep of ${ENVIRONMENTS} branches with pull requests: time, and questions to GitHub (a stand-in)`,
  measure: async (rig) => {
    const rows: Row[] = [];
    const first: Sweep[] = [];
    const again: Sweep[] = [];
    for (let run = 0; run < rig.options.runs; run++) {
      const github = await GitHub.start();
      try {
        const sweep = sweeper(github);
        first.push(await sweep());
        again.push(await sweep());
      } finally {
        await github.close();
      }
    }
    rows.push(rowOf("the first", first), rowOf("nothing changed", again, true));
    return { rows };
  },
};

interface Sweep {
  readonly ms: number;
  readonly questions: number;
  readonly free: number;
}

function sweeper(github: GitHub): () => Promise<Sweep> {
  const { branches, pulls } = github.repository(REPOSITORY);
  const names = Array.from({ length: ENVIRONMENTS }, (_, n) => `feat/branch-${n}`);
  names.forEach((branch, n) => {
    branches.set(branch, commit(branch));
    pulls.set(n + 1, { number: n + 1, branch, state: "open" });
  });
  const existing = names.map((name, n) => made(name, { pullRequests: [n + 1] }));
  const auth = tokenAuth(async () => TOKEN);
  const api = createApi({ baseUrl: github.url, auth, fetch, clock: systemClock, version: "bench" });
  const forge = createGitHub(api, async () => "upstart");
  return async () => {
    const before = github.asked.length;
    const begin = performance.now();
    for (const { sources, belief } of await sweepOf(forge, REPOSITORY, [aRule()])) {
      const plan = planSweep({ sources, belief, existing, absences: new Map(), now: Date.now(), confirmMs: 60_000 });
      if (plan.create.length + plan.update.length + plan.absences.size > 0)
        throw new Error("there was something to do");
    }
    const asked = github.asked.slice(before);
    return {
      ms: performance.now() - begin,
      questions: asked.length,
      free: asked.filter((a) => a.status === 304).length,
    };
  };
}

function rowOf(which: string, sweeps: readonly Sweep[], isFree = false): Row {
  const ms = median(sweeps.map((s) => s.ms));
  const { questions, free } = sweeps[0]!;
  return {
    what: `forge: a sweep of ${ENVIRONMENTS} environments, ${which}`,
    ours: `${timeText(ms)}, ${questions} questions, ${free} of them free (304)`,
    bar: `under ${timeText(LIMIT_MS)}, ${LIMIT_QUESTIONS} questions at most${isFree ? ", all free" : ""}`,
    met: ms < LIMIT_MS && questions <= LIMIT_QUESTIONS && (!isFree || free === questions),
  };
}
