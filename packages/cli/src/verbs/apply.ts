import { unlockRelease } from "@upstart/clients";
import {
  analyze,
  decodeRecord,
  type Graph,
  hasErrors,
  type KubeObject,
  LABELS,
  type NodeId,
  type Release,
  Rollout,
  type RolloutResult,
  recordKey,
  releasesOf,
  type Spec,
  type Step,
  specOfRecord,
} from "@upstart/engine";
import { type HeldLease, holdLease } from "../cluster/lease.ts";
import { environmentNamespaces, makeNamespaces } from "../cluster/namespaces.ts";
import { inventoryOf, listRecords, RecordWriter, recordsOf, type StoredRecord } from "../cluster/records.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { locateAll } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { ClusterFlags, FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readUniverse, type Universe } from "../input/universe.ts";
import { printDocument, styleOf } from "../print.ts";
import { openProgress, type ProgressForm } from "../progress/progress.ts";
import { planText } from "./apply-plan.ts";
import { applySummary, resultDocument } from "./apply-summary.ts";
import { pruneReleases } from "./prune.ts";

export interface ApplyFlags extends FileFlags, ClusterFlags, OutputFlags {
  readonly timeout: number;
  readonly maxParallel: number;
  readonly dryRun: "none" | "client";
  readonly progress: ProgressForm;
  readonly createNamespace?: boolean;
}

/** Rolls the files out from here, without controllers; returns the exit code. */
export async function apply(host: Host, flags: ApplyFlags): Promise<ExitCode> {
  const session = openSession(host, flags);
  try {
    const universe = await readUniverse(host, { ...flags, namespace: session.namespace });
    writeDiagnostics(host, "stderr", universe.diagnostics, styleOf(host, "stderr", flags));
    if (universe.isFaulty) return EXIT.no;
    if (universe.isEmpty) return EXIT.ok;
    return await applyUniverse(host, flags, session, universe);
  } finally {
    session.close();
  }
}

async function applyUniverse(host: Host, flags: ApplyFlags, session: Session, universe: Universe): Promise<ExitCode> {
  const { cluster } = session;
  await checkNamespaces(session, universe.loaded.specs, flags);
  const isDryRun = flags.dryRun === "client";
  const leases: HeldLease[] = [];
  const writers: RecordWriter[] = [];
  const deadline = host.now() + flags.timeout;
  try {
    if (!isDryRun) {
      for (const spec of universe.loaded.specs) {
        leases.push(
          await holdLease(cluster, leaseKey(spec, session.namespace), {
            signal: host.signal,
            onWait: (holder) =>
              host.stderr.write(`waiting for ${holder}, which is applying ${spec.object.name} right now\n`),
          }),
        );
        writers.push(await RecordWriter.open(cluster, spec, session.namespace, host.now()));
      }
      await makeEnvironmentNamespaces(session, universe, writers, host.signal);
    }
    for (;;) {
      const result = await rollOut(host, flags, session, universe, writers, deadline - host.now());
      if (result.end !== "graphChanged") return await finish(host, flags, session, universe, writers, result);
    }
  } catch (error) {
    if (host.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    // Whatever happened: what was done is written down, and nobody has to wait for us.
    const ends = await Promise.allSettled([...writers.map((w) => w.flush()), ...leases.map((l) => l.release())]);
    for (const end of ends)
      if (end.status === "rejected")
        host.stderr.write(`warning: ${end.reason instanceof Error ? end.reason.message : String(end.reason)}\n`);
  }
}

interface Rolled extends RolloutResult {
  readonly graph: Graph;
  readonly own: readonly Release[];
}

async function rollOut(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  universe: Universe,
  writers: readonly RecordWriter[],
  timeoutMs: number,
): Promise<Rolled> {
  const { cluster, helm, clock, namespace } = session;
  const style = styleOf(host, "stderr", flags);
  const { graph, own, foreign, records, wanted } = await withForeign(host, flags, session, universe);
  const isDryRun = flags.dryRun === "client";
  const progress = openProgress(
    host,
    isDryRun ? "none" : flags.progress,
    own.map((r) => r.id),
    style,
  );
  const recorder = {
    deployed: (...[release, deployed, digest]: Parameters<RecordWriter["deployed"]>) =>
      writerOf(writers, release)?.deployed(release, deployed, digest),
  };
  try {
    const rollout = new Rollout(
      {
        graph,
        foreign,
        inventory: inventoryOf(graph, [...records.map((r) => r.record), ...writers.map((w) => w.record)]),
        lookOnly: isDryRun,
      },
      {
        helm,
        cluster,
        clock,
        reporter: progress,
        recorder,
        unlock: async (release) => void (await unlockRelease(cluster, release.namespace, release.releaseName)),
      },
      {
        maxParallel: flags.maxParallel,
        timeoutMs,
        signal: host.signal,
        graphWatches: [...new Set(wanted.map((w) => w.namespace))].map((ns) => ({
          apiVersion: "v1",
          kind: "Secret",
          namespace: ns,
          labelSelector: LABELS.record,
        })),
        changesGraph: (object) => holdsWanted(object, wanted),
        onPlan: (steps) =>
          host.stderr.write(
            planText(steps, own, { style, namespace, context: session.connection.contextName, isDryRun }),
          ),
      },
    );
    return { ...(await rollout.run()), graph, own };
  } finally {
    progress.close();
  }
}

/** The files' graph, with the services of other applies that it depends on. */
async function withForeign(host: Host, flags: ApplyFlags, session: Session, universe: Universe) {
  const { graph } = universe.analysis;
  const wanted = graph.dangling
    .filter((d) => d.candidates.length === 0)
    .map((d) => ({
      name: d.dependency.name,
      namespace: d.dependency.namespace ?? (graph.nodes.get(d.from) as Release).owner.namespace ?? session.namespace,
    }));
  const records: StoredRecord[] = [];
  for (const ns of new Set(wanted.map((w) => w.namespace)))
    records.push(
      ...recordsOf(
        wanted.filter((w) => w.namespace === ns),
        await listRecords(session.cluster, ns),
      ),
    );
  const ownKeys = new Set(universe.loaded.specs.map((s) => specKey(s, session.namespace)));
  const others = records.filter(({ record }) => !ownKeys.has(specKey(specOfRecord(record), record.object.namespace)));
  if (others.length === 0)
    return { graph, own: releasesOf(graph), foreign: new Set<NodeId>(), records: others, wanted };
  const analysis = analyze([...universe.loaded.specs, ...others.map((r) => specOfRecord(r.record))], {
    namespace: session.namespace,
  });
  const errors = analysis.diagnostics.filter((d) => d.severity === "error" && d.place.document !== undefined);
  if (hasErrors(errors)) {
    writeDiagnostics(
      host,
      "stderr",
      locateAll(universe.loaded, errors, universe.sources),
      styleOf(host, "stderr", flags),
    );
    throw new CliError(EXIT.no, "the files do not fit what is in the cluster");
  }
  const isOwn = (r: Release) =>
    ownKeys.has(`${r.owner.kind}/${r.owner.namespace ?? session.namespace}/${r.owner.name}`);
  const releases = releasesOf(analysis.graph);
  return {
    graph: analysis.graph,
    own: releases.filter(isOwn),
    foreign: new Set(releases.filter((r) => !isOwn(r)).map((r) => r.id)),
    records: others,
    wanted,
  };
}

function holdsWanted(
  object: KubeObject,
  wanted: readonly { readonly name: string; readonly namespace: string }[],
): boolean {
  const record = object.kind === "Secret" ? decodeRecord(object) : undefined;
  return record !== undefined && recordsOf(wanted, [{ record, secret: object }]).length > 0;
}

async function finish(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  universe: Universe,
  writers: readonly RecordWriter[],
  result: Rolled,
): Promise<ExitCode> {
  const code = exitCodeOf(result);
  if (flags.dryRun === "none" && code === EXIT.ok) await pruneReleases(host, flags, session, universe, writers);
  if (flags.output === "text") {
    if (flags.dryRun === "none")
      host.stdout.write(await applySummary(host, session, result, styleOf(host, "stdout", flags)));
  } else await printDocument(host, flags.output === "json" ? "json" : "yaml", resultDocument(result));
  return flags.dryRun === "client" ? EXIT.ok : code;
}

function exitCodeOf({ end, own, steps, deployed }: Rolled): ExitCode {
  if (end === "interrupted") return EXIT.interrupted;
  const stopped = own
    .map((r) => steps.get(r.id))
    .filter((s): s is Extract<Step, { do: "stop" }> => s?.do === "stop" && s.phase !== "suspended");
  if (end === "timedOut" && stopped.length === 0) return EXIT.timedOut;
  if (stopped.length === 0) return EXIT.ok;
  if (
    stopped.every(
      (s) => ["HelmUnavailable", "ChartUnavailable", "ClusterUnreachable"].includes(s.reason) || s.phase === "blocked",
    ) &&
    deployed.size === 0
  )
    return EXIT.unreachable;
  return deployed.size > 0 ? EXIT.partly : EXIT.no;
}

async function checkNamespaces(
  { cluster, namespace }: Session,
  specs: readonly Spec[],
  flags: ApplyFlags,
): Promise<void> {
  for (const name of new Set(specs.map((s) => s.object.namespace ?? namespace))) {
    if ((await cluster.get({ apiVersion: "v1", kind: "Namespace", name })) !== undefined) continue;
    if (flags.createNamespace !== true || flags.dryRun === "client")
      throw new CliError(
        EXIT.no,
        `the namespace "${name}" does not exist`,
        "make it with kubectl create namespace, or give --create-namespace",
      );
    await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }
}

async function makeEnvironmentNamespaces(
  { cluster }: Session,
  universe: Universe,
  writers: readonly RecordWriter[],
  signal: AbortSignal,
): Promise<void> {
  for (const writer of writers) {
    if (writer.record.object.kind !== "UpstartEnvironment") continue;
    const namespaces = environmentNamespaces(universe.analysis.graph, writer.record.object.name);
    await makeNamespaces(cluster, namespaces, writer.uid, signal);
    writer.madeNamespaces([...new Set([...writer.record.namespaces, ...namespaces.keys()])]);
  }
}

function writerOf(writers: readonly RecordWriter[], release: Release): RecordWriter | undefined {
  return writers.find(
    ({ record: { object } }) =>
      object.kind === release.owner.kind &&
      object.namespace === release.owner.namespace &&
      object.name === release.owner.name,
  );
}

function leaseKey(spec: Spec, namespace: string) {
  const { name, namespace: home } = recordKey({ ...spec.object, namespace: spec.object.namespace ?? namespace });
  return {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    name,
    ...(home === undefined ? {} : { namespace: home }),
  };
}

function specKey(spec: Spec, namespace: string): string {
  return `${spec.kind}/${spec.object.namespace ?? namespace}/${spec.object.name}`;
}
