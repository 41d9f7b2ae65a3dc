import { homedir } from "node:os";
import { join } from "node:path";
import { createHelm } from "@upstart/clients";
import type { Host } from "../host.ts";

/** Helm for what needs no cluster: fetching and rendering charts. */
export function openHelm(host: Host): ReturnType<typeof createHelm> {
  return createHelm({
    binary: host.env.HELM_BIN || "helm",
    env: host.env,
    cwd: host.cwd,
    cacheDirectory: cacheOf(host),
    kube: {},
    isNamespaced: async () => true,
  });
}

/** Where fetched charts are kept. */
export function cacheOf(host: Host): string {
  return (
    host.env.UPSTART_CACHE ?? join(host.env.XDG_CACHE_HOME ?? join(host.env.HOME ?? homedir(), ".cache"), "upstart")
  );
}
