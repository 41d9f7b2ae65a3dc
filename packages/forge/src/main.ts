import { readFile } from "node:fs/promises";
import type { KubernetesCluster } from "@upstart/clients";
import { fetchThroughProxies } from "@upstart/clients/proxy-fetch";
import { createCandidate } from "@upstart/controller/candidate";
import { steadyClock } from "@upstart/controller/runtime/clock";
import type { Log } from "@upstart/controller/runtime/log";
import { createMetrics, type Metrics } from "@upstart/controller/runtime/metrics";
import type { Runnable } from "@upstart/controller/runtime/process";
import { type Begun, runServer } from "@upstart/controller/runtime/server";
import { API_VERSION } from "@upstart/engine";
import { type Config, readConfig } from "./config.ts";
import { ForgeService } from "./forge-service.ts";
import { type AuthHook, createApi, type GitHubApi } from "./github/api.ts";
import { credentials, webhookSecrets } from "./github/credentials.ts";
import { githubDeliveries } from "./github/deliveries.ts";
import { createGitHub, loginOf } from "./github/github.ts";
import { type ForgeMetrics, forgeMetrics } from "./metrics.ts";
import { PreviewRun } from "./preview-run.ts";
import { type Rules, readRules } from "./rules/read-rules.ts";
import { createWork } from "./sync/work.ts";
import { VERSION } from "./version.ts";

/** Its Lease, in its own namespace. */
const LEASE = "upstart-forge";

/** The one place that touches the process: arguments and environment in, exit code out. */
export async function main(argv: readonly string[]): Promise<void> {
  await runServer(process, argv, { name: "upstart-forge", version: VERSION, readConfig, begin });
}

async function begin(config: Config, log: Log): Promise<Begun | undefined> {
  const rules = await rulesOf(config, log);
  const secrets = config.dryRun ? NO_SECRETS : await webhookSecrets(config, process.env, log);
  const auth = await credentials(config, process.env, log);
  if (rules === undefined || secrets === undefined || auth === undefined) return undefined;
  const metrics = createMetrics();
  return {
    facts: { forge: config.githubUrl },
    measured: { registry: metrics.registry, resources: ["upstartenvironments"] },
    create: (cluster) => serviceOf(config, { rules, secrets, auth }, cluster, log, metrics),
  };
}

async function rulesOf({ rulesFile }: Config, log: Log): Promise<Rules | undefined> {
  const text = await readFile(rulesFile, "utf8").catch((error: unknown) => {
    const hint = "is --config right, and is the file mounted? docs/forge.md shows what is in it";
    log.error(`the configuration cannot be read; ${hint}`, { file: rulesFile, error: String(error) });
    return undefined;
  });
  if (text === undefined) return undefined;
  const rules = readRules(text);
  if (!("faults" in rules)) return rules;
  for (const { path, message } of rules.faults)
    log.error(`the configuration is wrong: ${path === "" ? "it" : path} ${message}`, { file: rulesFile });
  return undefined;
}

/** Nothing is taken that would be signed. */
const NO_SECRETS = async () => [];

interface Files {
  readonly rules: Rules;
  readonly secrets: () => Promise<readonly string[]>;
  readonly auth: AuthHook;
}

function serviceOf(
  config: Config,
  { rules, secrets, auth }: Files,
  shared: KubernetesCluster,
  log: Log,
  metrics: Metrics,
): Runnable {
  const clock = steadyClock;
  const { namespace } = shared.connection;
  const counted: ForgeMetrics = forgeMetrics(metrics.registry, {
    now: () => clock.now(),
    remaining: () => api.limits.remaining,
  });
  const api: GitHubApi = createApi({
    baseUrl: config.githubUrl,
    auth,
    fetch: fetchThroughProxies(process.env),
    clock,
    version: VERSION,
    onAnswer: counted.answered,
  });
  const forge = createGitHub(api, loginOf(api, config.app !== undefined));
  if (config.dryRun) {
    const write = (text: string) => void process.stdout.write(text);
    return new PreviewRun({ forge, cluster: shared, rules: rules.rules, clock, log, write });
  }
  const { events, whileLeading, manage } = createCandidate({ cluster: shared, log, metrics });
  const work = createWork({
    forge,
    cluster: whileLeading(shared),
    rules,
    clock,
    random: Math.random,
    metrics: counted,
    events,
    sweepMs: config.sweepMs,
    confirmMs: config.confirmMs,
  });
  const manager = manage({
    random: Math.random,
    listen: config.healthListen,
    kinds: {
      apiVersion: API_VERSION,
      kinds: ["UpstartEnvironment"],
      namespace: rules.rules[0]?.namespace ?? namespace,
    },
    lease: { namespace, name: LEASE },
    election: config.leaderElection && {},
    reconcilers: work.reconcilers,
  });
  const hooks = { reader: githubDeliveries, secrets, take: work.take, log, metrics: counted };
  return new ForgeService({ manager, hooks, listen: config.listen, clock, log });
}
