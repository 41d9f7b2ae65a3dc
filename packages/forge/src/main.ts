import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { connect, createCluster, type KubernetesCluster, systemClock } from "@upstart/clients";
import { fetchThroughProxies } from "@upstart/clients/proxy-fetch";
import { createManager, type Leading } from "@upstart/controller/manager";
import { give, isAnswer } from "@upstart/controller/runtime/arguments";
import { steadyClock } from "@upstart/controller/runtime/clock";
import { clusterMetrics } from "@upstart/controller/runtime/cluster-metrics";
import { EventRecorder } from "@upstart/controller/runtime/events";
import { leadersOnly } from "@upstart/controller/runtime/leaders-only";
import { createLog, type Log } from "@upstart/controller/runtime/log";
import { createMetrics, type Metrics } from "@upstart/controller/runtime/metrics";
import { runProcess } from "@upstart/controller/runtime/process";
import { API_VERSION, ClusterError } from "@upstart/engine";
import { type Config, readConfig, SECRET_VARIABLE, TOKEN_VARIABLE } from "./config.ts";
import { ForgeService } from "./forge-service.ts";
import { type AuthHook, createApi, type GitHubApi } from "./github/api.ts";
import { appAuth, tokenAuth } from "./github/auth.ts";
import { githubDeliveries } from "./github/deliveries.ts";
import { createGitHub, loginOf } from "./github/github.ts";
import { secretsIn } from "./github/signature.ts";
import { type ForgeMetrics, forgeMetrics } from "./metrics.ts";
import { type Rules, readRules } from "./rules/read-rules.ts";
import { createWork } from "./sync/work.ts";
import { VERSION } from "./version.ts";

/** Its Lease, in its own namespace. */
const LEASE = "upstart-forge";

/** The one place that touches the process: arguments and environment in, exit code out. */
export async function main(argv: readonly string[]): Promise<void> {
  const config = readConfig(argv);
  if (isAnswer(config)) return give(config, process);
  const write = (line: string) => void process.stderr.write(line);
  const log = createLog({ level: config.logLevel, write, now: () => steadyClock.now() });
  const metrics = createMetrics();
  const prepared = await prepare(config, log, metrics);
  if (prepared === undefined) {
    process.exitCode = 2;
    return;
  }
  const { cluster, service } = prepared;
  log.info("upstart-forge", { version: VERSION, server: cluster.connection.server, forge: config.githubUrl });
  const run = () => service.run().finally(() => cluster.close());
  await runProcess(process, { run, stop: () => service.stop(), abort: () => service.abort() }, log, steadyClock);
}

interface Prepared {
  readonly cluster: KubernetesCluster;
  readonly service: ForgeService;
}

/** Undefined where something is missing without which nothing can begin; it has been said then. */
async function prepare(config: Config, log: Log, metrics: Metrics): Promise<Prepared | undefined> {
  const rules = await rulesOf(config, log);
  const secrets = await secretsOf(config, log);
  const auth = await authOf(config, log);
  if (rules === undefined || secrets === undefined || auth === undefined) return undefined;
  const cluster = open(config, log, metrics);
  return cluster === undefined
    ? undefined
    : { cluster, service: serviceOf(config, { rules, secrets, auth, cluster, log, metrics }) };
}

async function rulesOf({ rulesFile }: Config, log: Log): Promise<Rules | undefined> {
  const text = await readFile(rulesFile, "utf8").catch((error: unknown) => {
    log.error("cannot read the configuration; name it with --config FILE", { error: String(error) });
    return undefined;
  });
  if (text === undefined) return undefined;
  const rules = readRules(text);
  if (!("faults" in rules)) return rules;
  for (const { path, message } of rules.faults)
    log.error(`the configuration is wrong: ${path === "" ? "it" : path} ${message}`, { file: rulesFile });
  return undefined;
}

/** Reads the webhooks' secrets whenever they are asked for; once now, to know that they are there. */
async function secretsOf(
  { webhookSecretFile: file }: Config,
  log: Log,
): Promise<(() => Promise<readonly string[]>) | undefined> {
  const read = async () =>
    secretsIn(file === undefined ? (process.env[SECRET_VARIABLE] ?? "") : await readFile(file, "utf8"));
  const secrets = await read().catch((error: unknown) => {
    log.error("cannot read the secret of the webhooks", { error: String(error) });
    return [];
  });
  if (secrets.length > 0) return read;
  log.error(`there is no secret to know webhooks by; give --webhook-secret-file FILE or ${SECRET_VARIABLE}`);
  return undefined;
}

async function authOf({ app, tokenFile, githubUrl: baseUrl }: Config, log: Log): Promise<AuthHook | undefined> {
  try {
    if (app !== undefined) {
      const privateKey = await readFile(app.privateKeyFile, "utf8");
      return appAuth({ ...app, privateKey }, { baseUrl, fetch: fetchThroughProxies(process.env) });
    }
    const read = async () =>
      (tokenFile === undefined ? (process.env[TOKEN_VARIABLE] ?? "") : await readFile(tokenFile, "utf8")).trim();
    if ((await read()) !== "") return tokenAuth(read);
    log.error(`there are no credentials for the forge; give --token-file FILE, a GitHub App or ${TOKEN_VARIABLE}`);
  } catch (error) {
    log.error("cannot read the credentials for the forge", { error: String(error) });
  }
  return undefined;
}

function open({ kubeconfig }: Config, log: Log, { registry }: Metrics): KubernetesCluster | undefined {
  try {
    const connection = connect(kubeconfig === undefined ? {} : { kubeconfig }, process.env);
    const { host } = new URL(connection.server);
    const { observer, readWatches } = clusterMetrics(registry, { host, resources: ["upstartenvironments"] });
    const cluster = createCluster(connection, observer);
    readWatches(cluster, systemClock);
    return cluster;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    log.error("there is no cluster to talk to", { error });
    return undefined;
  }
}

interface Parts {
  readonly rules: Rules;
  readonly secrets: () => Promise<readonly string[]>;
  readonly auth: AuthHook;
  readonly cluster: KubernetesCluster;
  readonly log: Log;
  readonly metrics: Metrics;
}

function serviceOf(config: Config, { rules, secrets, auth, cluster: shared, log, metrics }: Parts): ForgeService {
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
  const events = new EventRecorder({ cluster: shared, clock, log, instance: hostname(), observe: metrics.event });
  const work = createWork({
    forge: createGitHub(api, loginOf(api, config.app !== undefined)),
    cluster: leadersOnly(shared, () => manager.isLeading),
    rules,
    clock,
    random: Math.random,
    metrics: counted,
    events,
    sweepMs: config.sweepMs,
    confirmMs: config.confirmMs,
  });
  const election = { namespace, name: LEASE, identity: `${hostname()}_${randomUUID()}` };
  const manager: Leading = createManager({
    cluster: shared,
    clock,
    random: Math.random,
    log,
    metrics,
    events,
    listen: config.healthListen,
    kinds: {
      apiVersion: API_VERSION,
      kinds: ["UpstartEnvironment"],
      namespace: rules.rules[0]?.namespace ?? namespace,
    },
    ...(config.leaderElection ? { election } : {}),
    reconcilers: work.reconcilers,
  });
  const hooks = { reader: githubDeliveries, secrets, take: work.take, log, metrics: counted };
  return new ForgeService({ manager, hooks, listen: config.listen, clock, log });
}
