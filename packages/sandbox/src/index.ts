// A throwaway real Kubernetes API on free ports, built once from Go modules.

export { packCharts } from "./chart-repository.ts";
export { type ClusterOptions, CONTEXT, type SandboxCluster, type SandboxUser, startCluster } from "./cluster.ts";
export { SandboxError } from "./errors.ts";
export { defaultDirectory, down, type Sandbox, type SandboxOptions, status, up } from "./sandbox.ts";
export { cacheDirectory, ensureTools, type ToolName } from "./tools.ts";
