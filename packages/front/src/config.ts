import {
  type Address,
  type Answer,
  drainOption,
  healthOption,
  listenOption,
  logLevelOption,
  readArguments,
  serverProgram,
} from "@upstart/controller/runtime/arguments";
import { type Command, InvalidArgumentError, Option } from "commander";
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
  const what = "One entry for the URLs of all branch environments, with a page where nothing answers yet.";
  return serverProgram("upstart-front", VERSION, what)
    .addOption(listenOption("--listen", "where the requests for all environments come, in plain HTTP", 8080))
    .addOption(healthOption("--health-listen", 8081))
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
    .addOption(drainOption())
    .addOption(logLevelOption("how much is told"));
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
