import { type ClusterError, type KubeObject, type Release, redactorOf } from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { containersOf } from "../logs/containers.ts";
import { followAll } from "../logs/follow.ts";
import { madeByReleases } from "../logs/made-by.ts";
import { nothingText, unseenText } from "../logs/nothing.ts";
import { collector, jsonLinesPrinter, type LogPrinter, type PrinterOptions, textPrinter } from "../logs/printer.ts";
import { isMissing, type LogPart, readAll } from "../logs/read.ts";
import { namespacesOf, PodFinder, type ReleasePod } from "../logs/release-pods.ts";
import { type LogSource, type SourceWishes, sourcesOf } from "../logs/sources.ts";
import { evidenceOfUnseen } from "../logs/unseen.ts";
import { printDocument, styleOf } from "../print.ts";
import { describeRelease, type ObserveFlags, observe, type Picked } from "./observe.ts";

export interface LogsFlags extends ObserveFlags, OutputFlags, SourceWishes {
  readonly follow?: boolean;
  /** Absent: as fits what there is. Below 0: all lines. */
  readonly tail?: number;
  /** In milliseconds. */
  readonly since?: number;
  readonly timestamps?: boolean;
  readonly showSecrets?: boolean;
}

/** Prints the logs of the pods that releases made, or what is kept of those that failed. Secret outputs read `(sensitive)`. */
export function logs(host: Host, flags: LogsFlags, names: readonly string[]): Promise<ExitCode> {
  refuseContradictions(flags);
  return observe(host, flags, names, async (seen) => {
    const made = await madeByReleases(seen.session, seen.picked, seen.observation);
    const namespaces = namespacesOf(seen.picked, made);
    const finder = new PodFinder(seen.session.cluster, seen.picked, made);
    const look: LogsLook = { seen, namespaces, find: (pods) => finder.find(pods) };
    return flags.follow === true ? await follow(host, flags, look) : await print(host, flags, look);
  });
}

/** What is picked, and how its pods are found. */
interface LogsLook {
  readonly seen: Picked;
  readonly namespaces: readonly string[];
  readonly find: (pods: readonly KubeObject[]) => Promise<readonly ReleasePod[]>;
}

function refuseContradictions({ follow, previous, output }: LogsFlags): void {
  if (follow !== true) return;
  if (previous === true) throw new CliError(EXIT.usage, "what has ended cannot be followed", "leave out -f or -p");
  if (output === "yaml") throw new CliError(EXIT.usage, "what is followed has no end", "use -o json: an object a line");
}

async function print(host: Host, flags: LogsFlags, { seen, namespaces, find }: LogsLook): Promise<ExitCode> {
  const { cluster } = seen.session;
  const lists = await atOnce(namespaces, (namespace) => cluster.list({ apiVersion: "v1", kind: "Pod", namespace }));
  const pods = await find(lists.flat());
  const sources = chosen(seen, flags, pods);
  if (sources.length === 0) refuseUnknownContainer(flags, pods);
  const hasSource = ({ id }: Release) => sources.some((s) => s.release === id);
  const kept = flags.failed === true ? evidenceOfUnseen(seen, hasSource) : [];
  const options = printerOptions(host, flags, seen, () => sources.length > 1);
  const part = partOf(flags, sources.length);
  const read = (printer: LogPrinter) => readAll(cluster, sources, part, printer, host.signal);
  if (flags.output !== "text") {
    const { printer, entries } = collector(options);
    const errors = await read(printer);
    await printDocument(host, flags.output === "json" ? "json" : "yaml", {
      logs: entries,
      ...(kept.length === 0 ? {} : { kept }),
    });
    return exitOf(host, errors);
  }
  const errors = await read(textPrinter(host, options));
  host.stdout.write(unseenText(kept, options.out));
  if (sources.length + kept.length === 0) host.stderr.write(nothingText(host, seen, flags));
  return exitOf(host, errors);
}

async function follow(host: Host, flags: LogsFlags, { seen, namespaces, find }: LogsLook): Promise<ExitCode> {
  const { cluster, clock } = seen.session;
  const met = new Set<string>();
  const options = printerOptions(host, flags, seen, () => met.size > 1);
  const text = textPrinter(host, options);
  let isFirst = true;
  const errors = await followAll({
    cluster,
    clock,
    namespaces,
    choose: async (pods) => {
      const found = await find(pods);
      const sources = chosen(seen, flags, found).filter((s) => !s.previous);
      if (isFirst && sources.length === 0) {
        refuseUnknownContainer(flags, found);
        host.stderr.write("nothing has a log yet; waiting for what comes (^C ends it)\n");
      }
      isFirst = false;
      for (const { namespace, pod, container } of sources) met.add(`${namespace}/${pod}/${container}`);
      return sources;
    },
    partOf: (count) => partOf(flags, count),
    printer: flags.output === "json" ? jsonLinesPrinter(host, text, options.redact) : text,
    signal: host.signal,
  });
  return host.signal.aborted ? EXIT.interrupted : exitOf(host, errors);
}

function chosen(seen: Picked, flags: LogsFlags, pods: readonly ReleasePod[]): LogSource[] {
  const ready = new Set(seen.picked.filter((r) => describeRelease(seen, r).isReady).map((r) => r.id));
  return sourcesOf(pods, flags, (id) => ready.has(id));
}

function printerOptions(host: Host, flags: LogsFlags, seen: Picked, isPrefixed: () => boolean): PrinterOptions {
  return {
    out: styleOf(host, "stdout", flags),
    err: styleOf(host, "stderr", flags),
    isPrefixed,
    timestamps: flags.timestamps === true,
    failed: flags.failed === true,
    redact: flags.showSecrets === true ? (text) => text : redactorOf(seen.observation.values()),
  };
}

/** As kubectl has it: all of one log, and the last lines where there are several. */
function partOf({ tail, since, failed }: LogsFlags, count: number): LogPart {
  const usual = failed === true ? LINES_OF_FAILED : count > 1 && since === undefined ? LINES_OF_MANY : undefined;
  const lines = tail ?? usual;
  return {
    ...(lines === undefined || lines < 0 ? {} : { tailLines: lines }),
    ...(since === undefined ? {} : { sinceSeconds: Math.max(1, Math.ceil(since / 1000)) }),
  };
}

const LINES_OF_MANY = 10;
const LINES_OF_FAILED = 50;

function refuseUnknownContainer({ container }: LogsFlags, pods: readonly ReleasePod[]): void {
  const known = [...new Set(pods.flatMap(({ pod }) => containersOf(pod).map((c) => c.name)))];
  if (container === undefined || known.length === 0 || known.includes(container)) return;
  throw new CliError(EXIT.no, `no container is called "${container}"`, `there are ${known.join(", ")}`);
}

function exitOf(host: Host, errors: readonly ClusterError[]): ExitCode {
  if (host.signal.aborted) return EXIT.interrupted;
  return errors.every(isMissing) ? EXIT.ok : EXIT.unreachable;
}
