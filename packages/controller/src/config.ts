import { LABELS, parseDuration } from "@upstart/engine";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { SecretRef } from "./charts/secrets.ts";
import {
  type Address,
  type Answer,
  healthOption,
  leaderElectionOption,
  readArguments,
  serverProgram,
} from "./runtime/arguments.ts";
import { VERSION } from "./version.ts";

/** Everything that can be set, read once and checked. */
export interface Config {
  /** Absent: as kubectl, or the Pod's own credentials. */
  readonly kubeconfig?: string;
  readonly listen: Address;
  readonly chartRepositories: readonly ChartRepository[];
  /** Empty: all. */
  readonly watchNamespaces: readonly string[];
  readonly leaderElection: boolean;
  /** Whose objects are kept; "": those that name no shard. */
  readonly shard: string;
  /** How often orphans are looked for; 0: never. */
  readonly orphanIntervalMs: number;
  /** For how long the snapshot of a volume is waited for; 0: none are made. */
  readonly snapshotTimeoutMs: number;
}

/** A chart repository or registry by the name that charts use, and the Secret with its credentials. */
export interface ChartRepository {
  readonly name: string;
  readonly url: string;
  readonly secret?: SecretRef;
}

/** Reads the arguments; returns the configuration or the answer to give. */
export function readConfig(argv: readonly string[]): Config | Answer {
  const program = createProgram();
  return readArguments(program, argv, (refuse) => configOf(program.opts<Options>(), refuse));
}

interface Options {
  readonly kubeconfig?: string;
  readonly listen: Config["listen"];
  readonly chartRepository: Config["chartRepositories"];
  readonly chartRepositorySecret: ReadonlyMap<string, SecretRef>;
  readonly watchNamespace: readonly string[];
  readonly leaderElection: boolean;
  readonly shard?: string;
  readonly orphanInterval: number;
  readonly snapshotTimeout: number;
}

function createProgram(): Command {
  const what = "Keeps environments, services and releases in sync inside a cluster.";
  return serverProgram("upstart-controller", VERSION, what)
    .addOption(healthOption("--listen", 8080))
    .addOption(
      new Option("--chart-repository <NAME=URL>", "a chart repository by the name that charts use; repeatable")
        .argParser(chartRepository)
        .default([], "those of Helm's configuration"),
    )
    .addOption(
      new Option(
        "--chart-repository-secret <NAME=NAMESPACE/SECRET>",
        "where a chart repository's credentials are: username and password, .dockerconfigjson, ca.crt, tls.crt and tls.key; repeatable",
      )
        .argParser(chartRepositorySecret)
        .default(new Map(), "none"),
    )
    .addOption(
      new Option("--watch-namespace <NS>", "look at this namespace only; repeatable")
        .argParser(namespaces)
        .default([], "all"),
    )
    .addOption(
      new Option(
        "--shard <NAME>",
        `keep what is labelled ${LABELS.shard}=NAME, and all that is made of it (default: what has no such label)`,
      ).argParser(shardName),
    )
    .addOption(
      new Option("--orphan-interval <DURATION>", "how often to look for what nobody keeps any more; 0: never")
        .argParser(interval)
        .default(600_000, "10m"),
    )
    .addOption(
      new Option(
        "--snapshot-timeout <DURATION>",
        "how long to wait for the snapshot of a volume whose environment goes with dataPolicy: snapshot; 0: make none",
      )
        .argParser(interval)
        .default(900_000, "15m"),
    )
    .addOption(leaderElectionOption());
}

function configOf(options: Options, refuse: (message: string) => never): Config {
  const { kubeconfig, listen, watchNamespace, leaderElection, shard = "" } = options;
  if (shard !== "" && !leaderElection)
    refuse("--shard needs the leader election: by its Lease others see that somebody runs it.");
  const chartRepositories = withSecrets(options.chartRepository, options.chartRepositorySecret, refuse);
  const watchNamespaces = [...new Set(watchNamespace)];
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    listen,
    chartRepositories,
    watchNamespaces,
    leaderElection,
    shard,
    orphanIntervalMs: options.orphanInterval,
    snapshotTimeoutMs: options.snapshotTimeout,
  };
}

function chartRepository(text: string, before: Config["chartRepositories"]): Config["chartRepositories"] {
  const [, name, url] = /^([A-Za-z0-9][\w.-]*)=((?:https?|oci):\/\/\S+)$/.exec(text) ?? [];
  if (name === undefined || url === undefined)
    throw new InvalidArgumentError("Give NAME=URL, such as upstart-charts=https://charts.example.com.");
  if (/^\w+:\/\/[^/]*@/.test(url))
    throw new InvalidArgumentError("Credentials do not belong in arguments, which everybody on the machine can read.");
  if (before.some((r) => r.name === name && r.url !== url))
    throw new InvalidArgumentError(`The name "${name}" is given twice, with two addresses.`);
  return [...before.filter((r) => r.name !== name), { name, url }];
}

function chartRepositorySecret(text: string, before: ReadonlyMap<string, SecretRef>): ReadonlyMap<string, SecretRef> {
  const [, repository, namespace, name] = /^([A-Za-z0-9][\w.-]*)=([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(text) ?? [];
  if (repository === undefined || namespace === undefined || name === undefined)
    throw new InvalidArgumentError("Give NAME=NAMESPACE/SECRET, such as upstart-charts=upstart/chart-login.");
  return new Map([...before, [repository, { namespace, name }]]);
}

function withSecrets(
  repositories: Config["chartRepositories"],
  secrets: ReadonlyMap<string, SecretRef>,
  refuse: (message: string) => never,
): Config["chartRepositories"] {
  for (const name of secrets.keys())
    if (!repositories.some((r) => r.name === name))
      refuse(`--chart-repository-secret ${name}=…: there is no --chart-repository of that name.`);
  return repositories.map((r) => {
    const secret = secrets.get(r.name);
    return secret === undefined ? r : { ...r, secret };
  });
}

function namespaces(text: string, before: readonly string[]): readonly string[] {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError("A namespace has lower-case letters, digits and dashes.");
  return [...before, text];
}

function interval(text: string): number {
  const ms = text === "0" ? 0 : parseDuration(text);
  if (ms === undefined || (ms > 0 && ms < MIN_INTERVAL_MS))
    throw new InvalidArgumentError("give a duration such as 10m, at least 1s, or 0.");
  return ms;
}

const MIN_INTERVAL_MS = 1000;

/** Short enough for what is named after it. */
function shardName(text: string): string {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError("A shard's name has at most 40 lower-case letters, digits and dashes.");
  return text;
}
