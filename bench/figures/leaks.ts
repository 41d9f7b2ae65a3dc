import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Rig, ROOT } from "../rig.ts";
import { run } from "../run.ts";
import type { Row } from "../table.ts";
import type { Figure } from "./figure.ts";

const STEPS = 200;
const TEST = "e2e/branch/failures.test.ts";
const MAX_MS = 75 * 60_000;

/** What is left of environments that were made, changed, killed at and deleted at random. */
export const leaksFigure: Figure = {
  name: "leaks",
  about: `${STEPS} random pushes, deletions and kills of the servers, with a sandbox of their own (12 minutes): what is left`,
  measure: async (rig) => ({ rows: [rowOf(await walked(rig))] }),
};

/** As much as is looked at of what vitest writes. */
interface Report {
  readonly testResults: readonly {
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly failureMessages?: readonly string[];
      readonly meta?: { readonly walked?: Readonly<Record<string, number>> };
    }[];
  }[];
}

async function walked(rig: Rig): Promise<Report> {
  const path = join(rig.folder("leaks"), "report.json");
  const reporters = ["--reporter=json", `--outputFile=${path}`];
  const args = ["run", "--project", "e2e", TEST, "-t", "random steps", ...reporters];
  const env = { ...process.env, UPSTART_WALK_STEPS: `${STEPS}` };
  await run(join(ROOT, "node_modules/.bin/vitest"), args, { cwd: ROOT, env, timeoutMs: MAX_MS }).catch(
    (error: Error) => {
      if (!existsSync(path)) throw error; // a test that fails is what is reported
    },
  );
  return JSON.parse(readFileSync(path, "utf8")) as Report;
}

function rowOf({ testResults }: Report): Row {
  const test = testResults[0]?.assertionResults.find((a) => a.status === "passed" || a.status === "failed");
  if (test === undefined) throw new Error(testResults[0]?.message || "nothing was walked");
  const { push = 0, delete: deletions = 0, kill = 0, forge = 0 } = test.meta?.walked ?? {};
  const steps = `${push} pushes, ${deletions} deletions, ${kill} kills of the controllers, ${forge} of the forge service`;
  const isClean = test.status === "passed";
  return {
    what: `left after ${STEPS} random steps`,
    ours: isClean ? `nothing (${steps})` : (test.failureMessages?.[0] ?? "").split("\n", 1)[0]!,
    bar: "nothing",
    met: isClean,
  };
}
