import { ClusterError, HelmError } from "@upstart/engine";
import type { Add, Check, Found } from "../doctor/check.ts";
import { checkCluster } from "../doctor/cluster.ts";
import { drawChecks } from "../doctor/draw.ts";
import { checkHelm } from "../doctor/helm.ts";
import { checkSandbox } from "../doctor/sandbox.ts";
import { inMask } from "../explain-error.ts";
import type { ClusterFlags, OutputFlags } from "../flags.ts";
import { inSpelling } from "../helm-flags.ts";
import type { Host } from "../host.ts";
import { printDocument, styleOf } from "../print.ts";

/** Checks one thing after the other and says what to do; whether nothing failed. */
export async function doctor(host: Host, flags: ClusterFlags & OutputFlags): Promise<boolean> {
  const checks: Check[] = [];
  const add: Add = async (section, name, run) => {
    const found = await run().catch((error: unknown) => failure(host, error));
    checks.push({ section, name, ...found });
    return found.result !== "failed";
  };
  await checkHelm(host, add);
  await checkSandbox(host, add);
  await checkCluster(host, flags, add);
  const failed = checks.filter((c) => c.result === "failed").length;
  if (flags.output === "text") host.stdout.write(drawChecks(styleOf(host, "stdout", flags), checks));
  else await printDocument(host, flags.output === "json" ? "json" : "yaml", { checks, failed });
  return failed === 0;
}

function failure(host: Host, error: unknown): Found {
  if (!(error instanceof ClusterError || error instanceof HelmError)) throw error;
  const [detail, ...more] = inMask(host, error.message.replace("; install Helm", "\ninstall Helm")).split("\n");
  const help = more.length > 0 ? more.map((line) => line.trim()).join("\n") : helpFor(host, error);
  return { result: "failed", detail: detail!, ...(help === undefined ? {} : { help }) };
}

function helpFor(host: Host, { code }: ClusterError | HelmError): string | undefined {
  switch (code) {
    case "Unreachable":
      return `is the cluster up, and is this the right context (kubectl config get-contexts)? A throwaway one: ${host.name} sandbox up`;
    case "Unauthorized":
      return inSpelling(host, "log in again, or choose another --context or --user");
    case "Forbidden":
      return "ask whoever runs the cluster for this right";
    default:
      return undefined;
  }
}
