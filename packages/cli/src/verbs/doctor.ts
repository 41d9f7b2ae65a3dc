import { readRepositories } from "@upstart/clients";
import {
  ClusterError,
  CONTROLLER_LEASE,
  HelmError,
  type KnownOrphan,
  type KubeObject,
  LABELS,
  leaseNameOf,
  makerOf,
} from "@upstart/engine";
import { whatIs } from "../branch/garbage.ts";
import { garbageOfOrphan, knownOrphans } from "../branch/orphan-garbage.ts";
import { presenceOf, readLeases } from "../cluster/controllers.ts";
import { listKept } from "../cluster/kept.ts";
import { openHelm } from "../cluster/offline-helm.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { inMask } from "../explain-error.ts";
import type { ClusterFlags, OutputFlags } from "../flags.ts";
import { inSpelling } from "../helm-flags.ts";
import type { Host } from "../host.ts";
import { wayTo } from "../input/fetch.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold } from "../output/table.ts";
import { printDocument, styleOf } from "../print.ts";
import { loadSandbox } from "../sandbox-part.ts";

/** Time for a chart repository to answer. */
const REPOSITORY_MS = 5_000;

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

type Found = Omit<Check, "section" | "name">;
/** Runs a check and keeps what it finds; whether the next ones make sense. */
type Add = (section: string, name: string, run: () => Promise<Found>) => Promise<boolean>;

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
  if (flags.output === "text") host.stdout.write(draw(styleOf(host, "stdout", flags), checks));
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

async function checkHelm(host: Host, add: Add): Promise<void> {
  const helm = openHelm(host);
  await add("helm", "program", async () => {
    const [version, program] = [await helm.version(), host.env.HELM_BIN || "helm"];
    return /^v?[34]\./.test(version)
      ? { result: "ok", detail: `${program} ${version}` }
      : {
          result: "failed",
          detail: `${program} is ${version}, neither Helm 3 nor 4`,
          help: "install Helm 3 or 4, or set HELM_BIN",
        };
  });
  const repositories = readRepositories(host.env);
  if (repositories.length === 0)
    await add("helm", "chart repositories", async () => ({
      result: "warning",
      detail: "none: charts can be named by oci://, address or path only",
      help: "helm repo add NAME URL",
    }));
  for (const { name, url } of repositories)
    await add("helm", `repository ${name}`, () => checkRepository(host, name, url));
}

/** Said only of one that was started and does not work: another cluster may be meant. */
async function checkSandbox(host: Host, add: Add): Promise<void> {
  const ailment = await (await loadSandbox())?.ailmentOfSandbox(host);
  if (ailment === undefined) return;
  await add("sandbox", "programs", async () => ({
    result: "warning",
    detail: `${ailment}: nothing in it gets on without`,
    help: `${host.name} sandbox up starts again what is missing, and keeps what is stored`,
  }));
}

/** Whether a repository answers at all: credentials and content are Helm's. */
async function checkRepository({ env }: Host, name: string, url: string): Promise<Found> {
  if (!/^https?:/.test(url)) return { result: "ok", detail: url };
  const way = await wayTo(url, env);
  const reason = await way
    .fetch(`${url.replace(/\/$/, "")}/index.yaml`, {
      method: "HEAD",
      signal: AbortSignal.timeout(REPOSITORY_MS),
    })
    .then(
      ({ status }) => (status === 404 || status >= 500 ? `answers ${status}` : undefined),
      (error: Error) =>
        error.name === "TimeoutError" ? `no answer within ${REPOSITORY_MS / 1000}s` : "is out of reach",
    );
  if (reason === undefined) return { result: "ok", detail: url };
  return {
    result: "warning",
    detail: `${url} ${reason}: its charts cannot be fetched now`,
    help: `helm repo update ${name} tells more`,
  };
}

async function checkCluster(host: Host, flags: ClusterFlags, add: Add): Promise<void> {
  let session: Session | undefined;
  await add("cluster", "kubeconfig", async () => {
    session = openSession(host, flags);
    const { contextName, server } = session.connection;
    return { result: "ok", detail: contextName === "" ? server : `context ${contextName}, ${server}` };
  });
  if (session === undefined) return;
  try {
    await checkServer(host, session, add);
  } finally {
    session.close();
  }
}

async function checkServer(host: Host, session: Session, add: Add): Promise<void> {
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
  await add("cluster", "controllers", () => checkControllers(session));
  for (const [shard, objects] of await namedShards(session))
    await add("cluster", `shard ${shard}`, () => checkShard(session, shard, objects));
  const orphans = await knownOrphans(session);
  if (orphans.length > 0) await add("cluster", "left behind", async () => leftBehind(host, orphans));
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

/** Which of the two ways `apply` takes, and why. */
async function checkControllers({ cluster, clock, namespace }: Session): Promise<Found> {
  const signal = new AbortController().signal;
  const presence = await presenceOf(await readLeases(cluster), [namespace], { cluster, clock, signal });
  switch (presence.is) {
    case "running":
      return { result: "ok", detail: `run (Lease ${presence.lease}): apply hands objects to them` };
    case "absent":
      return { result: "ok", detail: "none: apply installs from here" };
    case "elsewhere":
    case "divided":
      return { result: "ok", detail: `look after ${presence.watched.join(", ")} only: apply installs from here` };
    case "hidden":
      return {
        result: "warning",
        detail: "may not be looked for: apply installs from here",
        help: `ask for the right to list leases.coordination.k8s.io named ${CONTROLLER_LEASE} in all namespaces\nor say it: apply --server-side where they run`,
      };
    case "silent":
      return {
        result: "failed",
        detail: `not heard of since ${presence.since.slice(0, 19)}Z (Lease ${presence.lease}): apply asks which way to take`,
        help: "start them again, or delete that Lease where they are gone for good",
      };
  }
}

/** What the controllers have found that nobody keeps any more. */
function leftBehind({ name }: Host, orphans: readonly KnownOrphan[]): Found {
  const first = orphans.slice(0, 3).map((orphan) => whatIs(garbageOfOrphan(orphan)));
  const more = orphans.length - first.length;
  return {
    result: "warning",
    detail: `nobody keeps ${first.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    help: `${name} env gc -A shows all of it, and deletes what is ours`,
  };
}

/** The shards of controllers that objects of this namespace name, with these objects. What may not be seen names none. */
async function namedShards({ cluster, namespace }: Session): Promise<ReadonlyMap<string, readonly KubeObject[]>> {
  const { objects } = await listKept(cluster, namespace);
  const named = objects.filter((o) => makerOf(o) === undefined && o.metadata.labels?.[LABELS.shard] !== undefined);
  return Map.groupBy(named, (o) => o.metadata.labels![LABELS.shard]!);
}

/** Whether what names a shard is kept by somebody. */
async function checkShard(
  { cluster, clock, namespace }: Session,
  shard: string,
  objects: readonly KubeObject[],
): Promise<Found> {
  const signal = new AbortController().signal;
  const presence = await presenceOf(await readLeases(cluster, shard), [namespace], { cluster, clock, signal });
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const told = `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
  if (presence.is === "running")
    return { result: "ok", detail: `its controllers run (Lease ${presence.lease}): ${told}` };
  if (presence.is === "hidden")
    return {
      result: "warning",
      detail: `whether its controllers run may not be seen: ${told}`,
      help: `ask for the right to list leases.coordination.k8s.io named ${leaseNameOf(shard)} in all namespaces`,
    };
  return {
    result: "failed",
    detail: `no controllers run for it: nothing becomes of ${told}`,
    help: `start them with --shard ${shard}, or take the label ${LABELS.shard} away`,
  };
}

function draw(style: Style, checks: readonly Check[]): string {
  const signs = {
    ok: style.paint("green", style.glyphs.ok),
    warning: style.paint("yellow", style.glyphs.warning),
    failed: style.paint("red", style.glyphs.failed),
  };
  const width = Math.max(...checks.map((c) => c.name.length));
  const pad = " ".repeat(width + 5);
  const sections = Map.groupBy(checks, (c) => c.section);
  const lines = [...sections].flatMap(([section, members]) => [
    style.paint("bold", section),
    ...members.flatMap(({ result, name, detail, help }) => [
      ` ${signs[result]} ${name.padEnd(width)}  ${fold(printable(detail.split("\n")[0]!), style.columns, width + 5)}`,
      ...(help ?? "")
        .split("\n")
        .flatMap((line) => (line === "" ? [] : [`${pad}${style.paint("dim", fold(line, style.columns, width + 5))}`])),
    ]),
    "",
  ]);
  return `${[...lines, verdict(style, checks)].join("\n")}\n`;
}

function verdict(style: Style, checks: readonly Check[]): string {
  const count = (result: Check["result"]) => checks.filter((c) => c.result === result).length;
  const [failed, warnings] = [count("failed"), count("warning")];
  if (failed > 0)
    return style.paint(
      "red",
      `${style.glyphs.failed} ${failed} of ${checks.length} checks failed: mend the first one first`,
    );
  const all = `${style.glyphs.ok} all is well`;
  return warnings === 0
    ? style.paint("green", all)
    : `${style.paint("green", all)}, ${warnings} thing${warnings === 1 ? "" : "s"} to look at`;
}
