import { type Answer, listenAddress, readArguments } from "@upstart/controller/runtime/arguments";
import { Command, InvalidArgumentError, Option } from "commander";
import { addressOf } from "./entry/target.ts";
import { trustedNetworks } from "./proxy/trusted.ts";
import { VERSION } from "./version.ts";

/** Everything that can be set, read once and checked. */
export interface Config {
  /** Absent: as kubectl, or the Pod's own credentials. */
  readonly kubeconfig?: string;
  readonly listen: Address;
  readonly healthListen: Address;
  /** Where a Service is reached, with `{name}`, `{namespace}` and `{port}`. */
  readonly serviceAddress: string;
  /** Whose word on who has asked counts. */
  readonly isTrusted: (address: string) => boolean;
  /** For how long requests are still taken after the first signal. */
  readonly drainMs: number;
  readonly logLevel: "debug" | "info";
}

interface Address {
  readonly host: string;
  readonly port: number;
}

const SERVICE_ADDRESS = "{name}.{namespace}.svc:{port}";
/** Where load balancers inside of a cluster are. */
const PRIVATE = "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7";

/** Reads the arguments; returns the configuration or the answer to give. */
export function readConfig(argv: readonly string[]): Config | Answer {
  const program = createProgram();
  return readArguments(program, argv, () => configOf(program.opts<Options>()));
}

interface Options extends Omit<Config, "isTrusted" | "drainMs"> {
  readonly trustedProxies: Config["isTrusted"];
  readonly drain: number;
}

function createProgram(): Command {
  return new Command("upstart-front")
    .description("One entry for the URLs of all branch environments, with a page where nothing answers yet.")
    .version(VERSION, "-V, --version", "print the version")
    .allowExcessArguments(false)
    .option("--kubeconfig <FILE>", "talk to this cluster (default: KUBECONFIG, else the Pod's own credentials)")
    .addOption(
      new Option("--listen <HOST:PORT>", "where the requests for all environments come, in plain HTTP")
        .argParser(listenAddress)
        .default({ host: "", port: 8080 }, ":8080"),
    )
    .addOption(
      new Option("--health-listen <HOST:PORT>", "where /livez, /readyz and /metrics are")
        .argParser(listenAddress)
        .default({ host: "", port: 8081 }, ":8081"),
    )
    .addOption(
      new Option("--service-address <PATTERN>", "where the port of a Service is reached from here")
        .argParser(serviceAddress)
        .default(SERVICE_ADDRESS),
    )
    .addOption(
      new Option("--trusted-proxies <NETWORK,…>", "whose X-Forwarded-For counts: that of the load balancer")
        .argParser(networks)
        .default(trustedNetworks(PRIVATE), PRIVATE),
    )
    .addOption(
      new Option("--drain <SECONDS>", "go on answering for so long after SIGTERM").argParser(seconds).default(10),
    )
    .addOption(new Option("--log-level <LEVEL>", "how much is told").choices(["info", "debug"]).default("info"));
}

function configOf({ trustedProxies: isTrusted, drain, ...options }: Options): Config {
  return { ...options, isTrusted, drainMs: drain * 1000 };
}

function serviceAddress(text: string): string {
  const isAddress = /^[a-z0-9{}.:[\]-]+$/i.test(text) && text.includes("{port}");
  try {
    if (isAddress && addressOf(text, { name: "a", namespace: "b", port: 8080 }).port === "8080") return text;
  } catch {
    // said below
  }
  throw new InvalidArgumentError(
    `Give HOST:PORT with {port} and what leads to the Service, such as ${SERVICE_ADDRESS}.`,
  );
}

function networks(text: string): Config["isTrusted"] {
  const isTrusted = trustedNetworks(text);
  if (isTrusted === undefined) throw new InvalidArgumentError("Give networks, such as 10.0.0.0/8,fc00::/7.");
  return isTrusted;
}

function seconds(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError("Give whole seconds, at most 999.");
  return Number(text);
}
