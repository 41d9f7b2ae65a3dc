import { isIP } from "node:net";
import {
  type Answer,
  drainOption,
  logLevelOption,
  readArguments,
  serverProgram,
} from "@upstart/controller/runtime/arguments";
import { type Command, InvalidArgumentError, Option } from "commander";
import { VERSION } from "./version.ts";

/** Everything that can be set, read once and checked. */
export interface Config {
  /** Absent: as kubectl, or the Pod's own credentials. */
  readonly kubeconfig?: string;
  readonly host: string;
  readonly port: number;
  /** How API servers reach this program: by an address, else by a Service. */
  readonly url?: string;
  readonly service?: { readonly namespace: string; readonly name: string };
  readonly failurePolicy: "Fail" | "Ignore";
  /** The ClusterRole that the registration belongs to, and goes with. */
  readonly owner?: string;
  /** A certificate that somebody else renews; absent: our own. */
  readonly files?: { readonly cert: string; readonly key: string; readonly ca?: string };
  /** Whose certificates callers must show, and of which names; absent: none. */
  readonly clients?: { readonly caFile: string; readonly names: readonly string[] };
  /** For how long calls are still taken after the first signal. */
  readonly drainMs: number;
  readonly logLevel: "debug" | "info";
}

/** Reads the arguments; returns the configuration or the answer to give. */
export function readConfig(argv: readonly string[]): Config | Answer {
  const program = createProgram();
  return readArguments(program, argv, (refuse) => configOf(program.opts<Options>(), refuse));
}

interface Options {
  readonly kubeconfig?: string;
  readonly host: string;
  readonly port: number;
  readonly url?: string;
  readonly service?: Config["service"];
  readonly failurePolicy: Config["failurePolicy"];
  readonly ownedBy?: string;
  readonly tlsCertFile?: string;
  readonly tlsKeyFile?: string;
  readonly tlsCaFile?: string;
  readonly clientCaFile?: string;
  readonly clientName?: readonly string[];
  readonly drain: number;
  readonly logLevel: Config["logLevel"];
}

function createProgram(): Command {
  const what = "Refuses at the door what could never be installed, and completes what is let in.";
  return serverProgram("upstart-webhook", VERSION, what)
    .option("--host <HOST>", "listen on this address", "0.0.0.0")
    .addOption(new Option("--port <PORT>", "listen on this port").argParser(port).default(9443))
    .addOption(
      new Option("--url <URL>", "API servers call this address: for a program outside of the cluster").argParser(
        httpsUrl,
      ),
    )
    .addOption(
      new Option(
        "--service <NAMESPACE/NAME>",
        "API servers call this Service, on port 443 (default: upstart-webhook in the own namespace)",
      )
        .argParser(serviceName)
        .conflicts("url"),
    )
    .addOption(
      new Option(
        "--failure-policy <POLICY>",
        "what becomes of objects while nobody answers: they are refused, or let in unseen",
      )
        .choices(["Fail", "Ignore"])
        .default("Fail"),
    )
    .addOption(
      new Option(
        "--owned-by <CLUSTERROLE>",
        "register for as long as this ClusterRole is there: what removes it removes the registration",
      ).argParser(clusterRole),
    )
    .option("--tls-cert-file <FILE>", "serve this certificate, renewed by somebody else (default: our own)")
    .option("--tls-key-file <FILE>", "its key")
    .option("--tls-ca-file <FILE>", "what API servers are to trust (default: left to whoever writes caBundle)")
    .option("--client-ca-file <FILE>", "answer those only who show a certificate signed by one of these authorities")
    .addOption(
      new Option("--client-name <NAME>", "and only those whose certificate has this common name; repeatable").argParser(
        (name, names: readonly string[] = []) => [...names, name],
      ),
    )
    .addOption(drainOption())
    .addOption(logLevelOption("with debug, tell of what is allowed too"));
}

function configOf(options: Options, refuse: (message: string) => never): Config {
  const { kubeconfig, host, url, service, failurePolicy, tlsCertFile: cert, tlsKeyFile: key, tlsCaFile: ca } = options;
  const { clientCaFile: caFile, clientName: names = [] } = options;
  if ((cert === undefined) !== (key === undefined)) refuse("--tls-cert-file and --tls-key-file go together");
  if (ca !== undefined && cert === undefined) refuse("--tls-ca-file goes with --tls-cert-file");
  if (names.length > 0 && caFile === undefined) refuse("--client-name goes with --client-ca-file");
  if (names.includes("")) refuse("--client-name needs a name");
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    host,
    port: options.port,
    ...(url === undefined ? {} : { url }),
    ...(service === undefined ? {} : { service }),
    failurePolicy,
    ...(options.ownedBy === undefined ? {} : { owner: options.ownedBy }),
    ...(cert === undefined || key === undefined ? {} : { files: { cert, key, ...(ca === undefined ? {} : { ca }) } }),
    ...(caFile === undefined ? {} : { clients: { caFile, names } }),
    drainMs: options.drain * 1000,
    logLevel: options.logLevel,
  };
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError("Give a port, 0 to 65535.");
  return Number(text);
}

function httpsUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" || url.search !== "" || url.hash !== "" || url.username !== "")
    throw new InvalidArgumentError("Give https://HOST:PORT; API servers call nothing else.");
  return text.replace(/\/+$/, "");
}

function serviceName(text: string): Config["service"] {
  const [, namespace, name] = /^([a-z0-9][a-z0-9-]{0,62})\/([a-z0-9][a-z0-9-]{0,62})$/.exec(text) ?? [];
  if (namespace === undefined || name === undefined)
    throw new InvalidArgumentError("Give NAMESPACE/NAME, such as upstart/upstart-webhook.");
  return { namespace, name };
}

function clusterRole(text: string): string {
  if (!/^[a-zA-Z0-9][\w.:-]*$/.test(text)) throw new InvalidArgumentError("Give the name of a ClusterRole.");
  return text;
}

/** What a certificate must be for, so that API servers that call this address trust it. */
export function namesFor(
  address: { readonly url: string } | { readonly service: { readonly namespace: string; readonly name: string } },
): string[] {
  if ("url" in address) {
    const host = new URL(address.url).hostname.replace(/^\[|\]$/g, "");
    return isIP(host) === 0 && host !== "localhost" ? [host] : [...new Set([host, "127.0.0.1", "localhost"])];
  }
  const { namespace, name } = address.service;
  return [`${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`];
}
