// A throwaway real Kubernetes API on free ports, built once from Go modules.

// The way in which its programs are built, for others that are built once and cached beside them.
export { buildModule, type GoModule } from "./build.ts";
// The parts of it, for tests that want less.
export { packCharts } from "./chart-repository.ts";
export { type ChartServer, serveCharts } from "./chart-server.ts";
export { type ClusterOptions, restartApiServer, type SandboxCluster, startCluster } from "./cluster.ts";
// What goes wrong.
export { SandboxError, type SandboxErrorCode } from "./errors.ts";
export { CONTEXT } from "./kubeconfig.ts";
// Whoever builds takes it first, so that one process does.
export { withLock } from "./lock.ts";
export { freePort, freePorts } from "./ports.ts";
export type { Running } from "./processes.ts";
// A whole sandbox: cluster, charts, operator; kept between runs of the command line.
export {
  defaultDirectory,
  down,
  type Health,
  health,
  type Sandbox,
  type SandboxOptions,
  status,
  up,
} from "./sandbox.ts";
export { cacheDirectory, ensureTools, type ToolName, type ToolOptions } from "./tools.ts";
export type { SandboxUser } from "./users.ts";
