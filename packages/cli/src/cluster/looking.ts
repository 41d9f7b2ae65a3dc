import type { RolloutPorts } from "@upstart/engine";

/** For a rollout that only looks: nothing is told, nothing written down, and no lock of somebody else's ended. */
export function lookingPorts({ helm, cluster, clock }: Pick<RolloutPorts, "helm" | "cluster" | "clock">): RolloutPorts {
  return {
    helm,
    cluster,
    clock,
    reporter: { report: () => undefined },
    recorder: { deployed: () => undefined, failed: () => undefined },
    unlock: async () => "locked",
    readDeployed: async () => undefined,
  };
}
