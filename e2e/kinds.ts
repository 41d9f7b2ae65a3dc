import { fileURLToPath } from "node:url";
import type { Bench } from "./harness.ts";

const CRDS = fileURLToPath(new URL("../crds/", import.meta.url));

/** The version that all of our objects are of. */
export const API = "upstartoperators.upstart.com/v1alpha1";

/** A condition of one of our objects. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** Puts our kinds into the sandbox, and waits until it serves them. */
export async function installKinds(bench: Bench): Promise<void> {
  for (const args of [
    ["apply", "-f", CRDS],
    ["wait", "--for=condition=Established", "-f", CRDS, "--timeout=30s"],
  ]) {
    const { exitCode, stderr } = await bench.kubectl(args);
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(" ")}: ${String(stderr)}`);
  }
}

/** What makes a release publish the ConfigMap of the smallest chart. */
export const publishes = (name: string, scope = "internal") => ({
  outputsFrom: [{ configMapRef: { name: `${name}-outputs` }, scope }],
});
