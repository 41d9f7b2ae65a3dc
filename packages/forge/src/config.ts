import {
  type Address,
  type Answer,
  healthOption,
  leaderElectionOption,
  listenOption,
  logLevelOption,
  readArguments,
  serverProgram,
} from "@upstart/controller/runtime/arguments";
import { parseDuration } from "@upstart/engine";
import { type Command, InvalidArgumentError, Option } from "commander";
import { VERSION } from "./version.ts";

/** Everything that can be set, read once and checked. Secrets are only named here: they are read where they are used. */
export interface Config {
  /** Absent: as kubectl, or the Pod's own credentials. */
  readonly kubeconfig?: string;
  /** The file that says which branches of which repositories. */
  readonly rulesFile: string;
  readonly listen: Address;
  readonly healthListen: Address;
  readonly githubUrl: string;
  /** Absent: the token is in the environment. */
  readonly tokenFile?: string;
  /** A GitHub App in the place of a token. */
  readonly app?: { readonly appId: number; readonly installationId: number; readonly privateKeyFile: string };
  /** Absent: the secret is in the environment. */
  readonly webhookSecretFile?: string;
  readonly sweepMs: number;
  readonly confirmMs: number;
  readonly leaderElection: boolean;
  /** Only says what a sweep would do. */
  readonly dryRun: boolean;
  readonly logLevel: "debug" | "info";
}

/** Where secrets are in the environment, when no file is named. */
export const TOKEN_VARIABLE = "UPSTART_FORGE_TOKEN";
export const SECRET_VARIABLE = "UPSTART_FORGE_WEBHOOK_SECRET";

/** Reads the arguments; returns the configuration or the answer to give. */
export function readConfig(argv: readonly string[]): Config | Answer {
  const program = createProgram();
  return readArguments(program, argv, (refuse) => configOf(program.opts<Options>(), refuse));
}

interface Options {
  readonly kubeconfig?: string;
  readonly config?: string;
  readonly listen: Address;
  readonly healthListen: Address;
  readonly githubUrl: string;
  readonly tokenFile?: string;
  readonly appId?: number;
  readonly appInstallationId?: number;
  readonly appPrivateKeyFile?: string;
  readonly webhookSecretFile?: string;
  readonly sweep: number;
  readonly confirm: number;
  readonly leaderElection: boolean;
  readonly dryRun?: boolean;
  readonly logLevel: Config["logLevel"];
}

function createProgram(): Command {
  const what =
    "Makes an environment for every branch or pull request that is to have one, and ends those that are gone.";
  return serverProgram("upstart-forge", VERSION, what)
    .option("--config <FILE>", "which branches of which repositories get which environment (docs/forge.md)")
    .addOption(listenOption("--listen", "where the forge sends its webhooks: POST /github", 8080))
    .addOption(healthOption("--health-listen", 8081))
    .addOption(
      new Option("--github-url <URL>", "the API of a GitHub Enterprise Server: https://HOST/api/v3")
        .argParser(apiUrl)
        .default("https://api.github.com"),
    )
    .option("--token-file <FILE>", `a token of GitHub, read anew for each question (default: ${TOKEN_VARIABLE})`)
    .addOption(new Option("--app-id <NUMBER>", "a GitHub App in the place of a token").argParser(number))
    .addOption(new Option("--app-installation-id <NUMBER>", "where that is installed").argParser(number))
    .option("--app-private-key-file <FILE>", "its key, in PEM")
    .option(
      "--webhook-secret-file <FILE>",
      `secrets that webhooks are signed with, one a line, read anew for each (default: ${SECRET_VARIABLE})`,
    )
    .addOption(
      new Option("--sweep <DURATION>", "how often all branches and pull requests are listed")
        .argParser(duration)
        .default(600_000, "10m"),
    )
    .addOption(
      new Option("--confirm <DURATION>", "for how long a branch must be seen to be gone, in two lists at least")
        .argParser(duration)
        .default(60_000, "1m"),
    )
    .option("--dry-run", "say what sweeps would make, change and end as it is now, and do nothing")
    .addOption(leaderElectionOption())
    .addOption(logLevelOption("with debug, tell of every delivery"));
}

function configOf(options: Options, refuse: (message: string) => never): Config {
  const { kubeconfig, config, listen, healthListen, githubUrl, tokenFile, webhookSecretFile } = options;
  if (config === undefined) return refuse("--config FILE is missing; docs/forge.md shows what is in it");
  const app = appOf(options, refuse);
  if (app !== undefined && tokenFile !== undefined) refuse("a GitHub App and --token-file do not go together");
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    rulesFile: config,
    listen,
    healthListen,
    githubUrl,
    ...(tokenFile === undefined ? {} : { tokenFile }),
    ...(app === undefined ? {} : { app }),
    ...(webhookSecretFile === undefined ? {} : { webhookSecretFile }),
    sweepMs: options.sweep,
    confirmMs: options.confirm,
    leaderElection: options.leaderElection,
    dryRun: options.dryRun === true,
    logLevel: options.logLevel,
  };
}

function appOf(options: Options, refuse: (message: string) => never): Config["app"] {
  const { appId, appInstallationId: installationId, appPrivateKeyFile: privateKeyFile } = options;
  if (appId === undefined && installationId === undefined && privateKeyFile === undefined) return undefined;
  if (appId === undefined || installationId === undefined || privateKeyFile === undefined)
    return refuse("--app-id, --app-installation-id and --app-private-key-file go together");
  return { appId, installationId, privateKeyFile };
}

function apiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === "https:" || url?.protocol === "http:";
  if (url === undefined || !isHttp || url.search !== "" || url.hash !== "" || url.username !== "")
    throw new InvalidArgumentError("Give the API's address, such as https://github.example.com/api/v3.");
  return text.replace(/\/+$/, "");
}

function number(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError("Give its number.");
  return Number(text);
}

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms < 100 || ms > 86_400_000)
    throw new InvalidArgumentError("Give a duration up to a day, such as 10m or 90s.");
  return ms;
}
