import { readRepositories } from "@upstart/clients";
import { openSession, type Session } from "../cluster/session.ts";
import type { ClusterFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printDocument, styleOf } from "../print.ts";

interface Check {
  readonly section: string;
  readonly name: string;
  readonly result: "ok" | "warning" | "failed";
  readonly detail: string;
  readonly help?: string;
}

const NEEDED_VERBS = [
  { verb: "list", resource: "secrets", for: "reads outputs and Helm's records" },
  { verb: "create", resource: "secrets", for: "keeps what was applied" },
  { verb: "watch", resource: "configmaps", for: "waits for outputs" },
  { verb: "create", group: "coordination.k8s.io", resource: "leases", for: "keeps two applies apart" },
  { verb: "watch", group: "apps", resource: "deployments", for: "waits until they are ready" },
] as const;

/** Checks one thing after the other and says what to do; whether nothing failed. */
export async function doctor(host: Host, flags: ClusterFlags & OutputFlags): Promise<boolean> {
  const checks: Check[] = [];
  const add = async (section: string, name: string, run: () => Promise<Omit<Check, "section" | "name">>) => {
    const check = await run().catch(
      (error: unknown): Omit<Check, "section" | "name"> => ({
        result: "failed",
        detail: error instanceof Error ? error.message : String(error),
      }),
    );
    checks.push({ section, name, ...check });
    return check.result !== "failed";
  };
  let session: Session | undefined;
  const hasCluster = await add("cluster", "kubeconfig", async () => {
    session = openSession(host, flags);
    return {
      result: "ok",
      detail: `context ${session.connection.contextName || "(none)"}, server ${session.connection.server}, namespace ${session.namespace}`,
    };
  });
  if (hasCluster && session !== undefined) await checkCluster(session, add);
  await add("helm", "program", async () => {
    if (session === undefined) return { result: "warning", detail: "not looked at without a kubeconfig" };
    const version = await session.helm.version();
    return /^v[34]\./.test(version)
      ? { result: "ok", detail: version }
      : {
          result: "failed",
          detail: `${version} is neither Helm 3 nor 4`,
          help: "install Helm 3 or 4, or set HELM_BIN",
        };
  });
  await add("helm", "chart repositories", async () => {
    const repositories = await readRepositories(host.env);
    if (repositories.length === 0)
      return {
        result: "warning",
        detail: "none: charts can be named by oci://, address or path only",
        help: "helm repo add NAME URL",
      };
    return { result: "ok", detail: repositories.map((r) => r.name).join(", ") };
  });
  session?.close();
  if (flags.output === "text") host.stdout.write(draw(host, flags, checks));
  else await printDocument(host, flags.output === "json" ? "json" : "yaml", { checks });
  return checks.every((c) => c.result !== "failed");
}

async function checkCluster(
  session: Session,
  add: (section: string, name: string, run: () => Promise<Omit<Check, "section" | "name">>) => Promise<boolean>,
): Promise<void> {
  const isUp = await add("cluster", "API server", async () => ({
    result: "ok",
    detail: (await session.cluster.version()).gitVersion,
  }));
  if (!isUp) return;
  await add("cluster", "namespace", async () => {
    const there = await session.cluster.get({ apiVersion: "v1", kind: "Namespace", name: session.namespace });
    return there === undefined
      ? {
          result: "failed",
          detail: `there is no namespace "${session.namespace}"`,
          help: `kubectl create namespace ${session.namespace}, or choose another with -n`,
        }
      : { result: "ok", detail: session.namespace };
  });
  for (const { for: use, ...what } of NEEDED_VERBS) {
    await add("rights", `${what.verb} ${what.resource}`, async () => {
      const allowed = await session.cluster.canI({ ...what, namespace: session.namespace });
      return allowed
        ? { result: "ok", detail: use }
        : {
            result: "failed",
            detail: `not allowed in namespace "${session.namespace}": ${use}`,
            help: "ask for the ClusterRole edit in this namespace",
          };
    });
  }
}

function draw(host: Host, flags: OutputFlags, checks: readonly Check[]): string {
  const style = styleOf(host, "stdout", flags);
  const signs = {
    ok: style.paint("green", style.glyphs.ok),
    warning: style.paint("yellow", style.glyphs.warning),
    failed: style.paint("red", style.glyphs.failed),
  };
  const width = Math.max(...checks.map((c) => c.name.length));
  const lines: string[] = [];
  let section = "";
  for (const check of checks) {
    if (check.section !== section) {
      if (section !== "") lines.push("");
      section = check.section;
      lines.push(style.paint("bold", section));
    }
    lines.push(` ${signs[check.result]} ${check.name.padEnd(width)}  ${check.detail.split("\n")[0]}`);
    if (check.help !== undefined) lines.push(`   ${" ".repeat(width)}  ${style.paint("dim", check.help)}`);
  }
  const failed = checks.filter((c) => c.result === "failed").length;
  lines.push(
    "",
    failed === 0
      ? style.paint("green", "all is well")
      : style.paint("red", `${failed} of ${checks.length} checks failed`),
  );
  return `${lines.join("\n")}\n`;
}
