import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildModule, cacheDirectory, withLock } from "@upstart/sandbox";
import { stringify } from "yaml";
import { type Rig, ROOT } from "../rig.ts";
import { run } from "../run.ts";
import { FINAL_VALUES, type Workload } from "../workloads.ts";
import type { Contestant } from "./rival.ts";

const VERSION = "v1.8.0";
const MODULE = join(ROOT, "bench/go/helmfile");

/**
 * helmfile with `sync`, which unlike `apply` asks for no differences first. Each release gets a chart of its own,
 * because helmfile works on one release of a chart at a time; charts have no dependencies to be fetched.
 */
export async function helmfile(rig: Rig, workload: Workload, flags: readonly string[] = []): Promise<Contestant> {
  const binary = await ensureHelmfile(rig.options.say);
  const { helm } = await rig.sandbox();
  // It asks the network for a newer version of itself otherwise.
  const env = { ...(await rig.clusterEnv()), HELMFILE_UPGRADE_NOTICE_DISABLED: "1" };
  return {
    name: "helmfile",
    install: async (namespace, more = {}) => {
      const file = await rig.file("helmfile.yaml", stringify(stateOf(rig, workload, namespace)));
      return await run(binary, ["--file", file, "--helm-binary", helm, "sync", "--skip-deps", ...flags], {
        ...more,
        env,
      });
    },
  };
}

function stateOf(rig: Rig, { nodes }: Workload, namespace: string): object {
  return {
    releases: nodes.map(({ name, needs }) => ({
      name,
      namespace,
      chart: rig.copyOfTinyChart(name),
      needs: needs.map((need) => `${namespace}/${need}`),
      values: [FINAL_VALUES],
    })),
  };
}

/** Built once and cached beside the sandbox's programs; its binary. */
export async function ensureHelmfile(say: (line: string) => void): Promise<string> {
  const sums = ["go.mod", "go.sum"].map((file) => readFileSync(join(MODULE, file)));
  const print = createHash("sha256").update(Buffer.concat(sums)).digest("hex").slice(0, 12);
  const binary = join(cacheDirectory(), "programs", `helmfile-${print}`);
  await withLock(
    `${binary}.lock`,
    { onWait: ({ pid }) => say(`waiting for process ${pid}, which builds helmfile`) },
    async () => {
      if (existsSync(binary)) return;
      await buildModule({
        name: "helmfile",
        folder: MODULE,
        module: {
          target: "github.com/helmfile/helmfile",
          variables: { "go.szostok.io/version.version": VERSION },
          minutes: 3,
        },
        binary,
        env: process.env,
        onProgress: say,
      });
    },
  );
  return binary;
}

/** For the report. */
export const HELMFILE_VERSION = `helmfile ${VERSION}`;
