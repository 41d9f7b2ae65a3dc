import { parseDuration } from "@upstart/engine/duration";
import { type Command, InvalidArgumentError, Option } from "commander";

/** `-f` as kubectl reads it. */
export interface FileFlags {
  readonly filename: readonly string[];
  readonly recursive?: boolean;
}

/** Which cluster, and as whom. */
export interface ClusterFlags {
  readonly namespace?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly kubeconfig?: string;
  readonly server?: string;
  readonly token?: string;
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly asUid?: string;
  readonly asUserExtra?: readonly string[];
  readonly requestTimeout?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly tlsServerName?: string;
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** How to print. */
export interface OutputFlags {
  readonly output: string;
  readonly color?: "auto" | "always" | "never";
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
const collectFiles = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value.split(",").filter((f) => f !== ""),
];

/** `-f FILE`, repeatable, and `-R`. */
export function addFileFlags(command: Command): Command {
  return command
    .addOption(
      new Option("-f, --filename <file>", "file, folder, URL or - for standard input; repeatable")
        .argParser(collectFiles)
        .default([], ""),
    )
    .option("-R, --recursive", "look into folders below folders too");
}

/** The namespace that objects without one belong to, for verbs that need no cluster. */
export function addNamespaceFlag(command: Command): Command {
  return command.option("-n, --namespace <name>", "namespace of objects that name none (default: default)");
}

/** kubectl's flags for choosing a cluster and a user. Every verb takes them; most are shown by `options` only. */
const CLUSTER_FLAGS: readonly (readonly [flags: string, text: string])[] = [
  ["-n, --namespace <name>", "namespace to work in (default: the context's)"],
  ["--context <name>", "kubeconfig context to use"],
  ["--kubeconfig <file>", "kubeconfig file to use"],
  ["--cluster <name>", "kubeconfig cluster to use"],
  ["--user <name>", "kubeconfig user to use"],
  ["-s, --server <url>", "address of the API server"],
  ["--token <token>", "bearer token; other programs can see it, so prefer the kubeconfig"],
  ["--as <user>", "user to impersonate"],
  ["--as-group <group>", "group to impersonate; repeatable"],
  ["--as-uid <uid>", "uid to impersonate"],
  ["--as-user-extra <key=value>", "extra to impersonate with; repeatable"],
  ["--request-timeout <duration>", "time for one request; 0 is no limit"],
  ["--tls-server-name <name>", "name to check the server's certificate against"],
  ["--certificate-authority <file>", "certificate authority of the server"],
  ["--client-certificate <file>", "client certificate"],
  ["--client-key <file>", "client key"],
  ["--insecure-skip-tls-verify", "do not check the server's certificate"],
  ["--cache-dir <folder>", "as kubectl has it; without effect, what the server has is not kept between calls"],
  ["--disable-compression", "as kubectl has it; without effect"],
];
const SHOWN = 3;

/** kubectl's flags for choosing a cluster and a user, for verbs that talk to one. All but the usual ones are left out of the help. */
export function addClusterFlags(command: Command): Command {
  for (const [i, option] of clusterOptions().entries()) command.addOption(i < SHOWN ? option : option.hideHelp());
  return command;
}

/** Accepts on a verb that needs no cluster what kubectl takes everywhere, so that an alias with `--context` fits every verb. */
export function acceptGlobalFlags(command: Command): void {
  const has = (option: Option) => command.options.some((o) => o.long === option.long);
  for (const option of globalOptions()) if (!has(option)) command.addOption(option.hideHelp());
}

/** Flags that every verb takes. */
export function globalOptions(): Option[] {
  return [...clusterOptions(), colorOption()];
}

function clusterOptions(): Option[] {
  return CLUSTER_FLAGS.map(([flags, text]) => {
    const option = new Option(flags, text);
    if (option.long === "--request-timeout") return option.argParser(timeout);
    return option.long === "--as-group" || option.long === "--as-user-extra" ? option.argParser(collect) : option;
  });
}

function colorOption(): Option {
  return new Option("--color <when>", "colour").choices(["auto", "always", "never"]).default("auto");
}

/** As kubectl reads it: a Go duration or whole seconds. It stays text; it is looked at here so that a slip is one of usage. */
function timeout(text: string): string {
  if (/^\d+$/.test(text) || parseDuration(text) !== undefined) return text;
  throw new InvalidArgumentError("It is a duration such as 30s or 2m, or whole seconds.");
}

/** `-o FORM`, one of those given; the first is the default. */
export function addOutputFlag(command: Command, forms: readonly string[]): Command {
  return command
    .addOption(new Option("-o, --output <form>", "how to print").choices(forms).default(forms[0]))
    .addOption(colorOption());
}

/** A Go duration in milliseconds. */
export function durationFlag(parse: (text: string) => number | undefined): (text: string) => number {
  return (text) => {
    const ms = text === "0" ? 0 : parse(text);
    if (ms === undefined) throw new InvalidArgumentError("It is a duration such as 90s, 5m or 1h30m.");
    return ms;
  };
}

/** A whole number from 1. */
export function countFlag(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 1) throw new InvalidArgumentError("It is a whole number from 1.");
  return n;
}

/** Flags of verbs that look at what is applied. */
export function addObserveFlags(command: Command): Command {
  return addClusterFlags(command).option("-A, --all-namespaces", "of all namespaces");
}
