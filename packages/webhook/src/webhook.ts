import { answerHealth, type HealthCheck, watchLoop } from "@upstart/controller/runtime/health";
import type { Log } from "@upstart/controller/runtime/log";
import type { Runnable } from "@upstart/controller/runtime/process";
import { waitForKinds } from "@upstart/controller/wait-for-kinds";
import { API_VERSION, type Clock, type Cluster, KINDS, pause, type Watch } from "@upstart/engine";
import { BroughtCertificate } from "./certificates/brought.ts";
import { ClientAuthorities } from "./certificates/client-authorities.ts";
import { CertificateFiles } from "./certificates/files.ts";
import { CertificateKeeper } from "./certificates/keeper.ts";
import { bundleOf, validityOf } from "./certificates/material.ts";
import { type Config, namesFor } from "./config.ts";
import type { Metrics } from "./metrics.ts";
import type { Peers } from "./peers/peers.ts";
import type { Address } from "./registration/configurations.ts";
import { Registrar } from "./registration/registrar.ts";
import { type AppPorts, createApp } from "./server/app.ts";
import { callerCheck } from "./server/callers.ts";
import { dial } from "./server/self-check.ts";
import { type KeyPair, serveTls, type TlsServer } from "./server/tls-server.ts";

export interface WebhookOptions {
  readonly cluster: Cluster;
  readonly isAllowed: AppPorts["isAllowed"];
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly peers: Peers;
  readonly config: Omit<Config, "kubeconfig">;
  /** The program's own namespace: where its Secret is, and its Service where none is named. */
  readonly namespace: string;
  readonly readFile: (file: string) => Promise<string>;
}

const NAME = "upstart-webhook";
const SERVICE_PORT = 443;
/** How long calls that are under way may take once nothing new is taken. */
const CLOSE_MS = 10_000;

/** Everything that the process does, from the first certificate to the last answer. */
export class Webhook implements Runnable {
  readonly #options: WebhookOptions;
  readonly #address: Address;
  readonly #stopping = new AbortController();
  readonly #aborting = new AbortController();
  readonly #published = Promise.withResolvers<void>();
  readonly #registrar: Registrar;
  #keeper: CertificateKeeper | undefined;
  #files: CertificateFiles | undefined;
  #brought: BroughtCertificate | undefined;
  #clients: ClientAuthorities | undefined;
  #clientAuthorities: string | undefined;
  #certificate: KeyPair | undefined;
  #caBundle: string | undefined;
  #server: TlsServer | undefined;
  /** Why nothing can be decided; undefined once it can. */
  #undecided: string | undefined = "waiting for the cluster's kinds";
  /** Why API servers should not call here; undefined while they may. */
  #unready: string | undefined = "starting";

  constructor(options: WebhookOptions) {
    this.#options = options;
    const { url, service = { namespace: options.namespace, name: NAME } } = options.config;
    this.#address = url === undefined ? { service: { ...service, port: SERVICE_PORT } } : { url };
    const registration = { address: this.#address, failurePolicy: options.config.failurePolicy };
    this.#registrar = new Registrar({
      ...options,
      registration,
      ...(options.config.owner === undefined ? {} : { owner: options.config.owner }),
      onPublished: () => {
        this.#published.resolve();
        this.#keeper?.wake();
      },
    });
  }

  /** Where it listens. */
  get port(): number | undefined {
    return this.#server?.port;
  }

  get isSynced(): boolean {
    return this.#undecided === undefined;
  }

  stop(): void {
    this.#unready = "ending";
    this.#stopping.abort();
  }

  abort(): void {
    this.#aborting.abort();
  }

  /** In order: certificate, server, kinds, caches, registration; and all of it backwards at the end. */
  async run(): Promise<number> {
    const { log, config } = this.#options;
    const loop = watchLoop(this.#options.clock);
    const watches: Watch[] = [];
    const running: Promise<void>[] = [];
    let code = 0;
    try {
      if (!(await this.#takeCertificate())) return this.#isStopping ? 0 : 1;
      if (!(await this.#takeClients()) || !(await this.#listen(loop))) return 1;
      running.push((this.#keeper ?? this.#files)!.run());
      if (this.#clients !== undefined) running.push(this.#clients.run());
      if (await this.#sync(watches)) {
        running.push(this.#registrar.run());
        await this.#ready();
        await aborted(this.#stopping.signal);
      } else if (!this.#isStopping) code = 1;
      if (config.drainMs > 0) await pause(this.#options.clock, config.drainMs, this.#aborting.signal);
      await this.#server?.close(this.#aborting.signal.aborted ? 0 : CLOSE_MS);
      return code;
    } finally {
      this.#registrar.stop();
      this.#keeper?.stop();
      this.#files?.stop();
      this.#brought?.stop();
      this.#clients?.stop();
      for (const watch of watches) watch.stop();
      loop.stop();
      await Promise.all(running);
      log.info("ended", { code });
    }
  }

  async #takeCertificate(): Promise<boolean> {
    const { config, namespace, metrics } = this.#options;
    if (config.files !== undefined) return await this.#takeFiles(config.files);
    const home = "service" in this.#address ? this.#address.service.namespace : namespace;
    this.#keeper = new CertificateKeeper({
      ...this.#options,
      secret: { namespace: home, name: `${NAME}-tls` },
      names: namesFor(this.#address),
      isPublished: (bundle) => this.#registrar.isPublished(bundle),
      onChange: (material) => {
        this.#caBundle = bundleOf(material);
        this.#registrar.trust(this.#caBundle);
        metrics.certificate("authority", validityOf(material.authority.cert).to);
        metrics.certificateRead(false);
        this.#serve(material.leaf);
      },
    });
    const stop = () => this.#keeper?.stop();
    this.#stopping.signal.addEventListener("abort", stop, { once: true });
    const isThere = await this.#keeper.start();
    this.#stopping.signal.removeEventListener("abort", stop);
    return isThere;
  }

  async #takeFiles(files: NonNullable<Config["files"]>): Promise<boolean> {
    const { clock, log, metrics, readFile } = this.#options;
    const brought = new BroughtCertificate({
      clock,
      serve: (pair) => this.#serve(pair),
      trust: (caBundle) => {
        this.#caBundle = caBundle;
        this.#registrar.trust(caBundle, { mayBeMore: true });
      },
      isPublished: () => this.#registrar.isPublished(),
    });
    this.#brought = brought;
    this.#files = new CertificateFiles({
      certFile: files.cert,
      keyFile: files.key,
      ...(files.ca === undefined ? {} : { caFile: files.ca }),
      read: readFile,
      clock,
      log,
      onChange: (pair, ca) => void brought.take(pair, ca),
      onRead: metrics.certificateRead,
    });
    await this.#files.look();
    if (this.#certificate === undefined) log.error("there is no certificate to serve", { ...files });
    return this.#certificate !== undefined;
  }

  /** Without knowing whom to trust nobody is listened to. */
  async #takeClients(): Promise<boolean> {
    const { config, clock, log, readFile } = this.#options;
    if (config.clients === undefined) return true;
    const { caFile: file } = config.clients;
    const onChange = (authorities: string) => {
      this.#server?.trustClients(authorities);
      this.#clientAuthorities = authorities;
    };
    this.#clients = new ClientAuthorities({ file, read: readFile, clock, log, onChange });
    await this.#clients.look();
    if (this.#clientAuthorities === undefined)
      log.error("it is not known who may call; see --client-ca-file", { file });
    return this.#clientAuthorities !== undefined;
  }

  #serve(certificate: KeyPair): void {
    this.#certificate = certificate;
    this.#options.metrics.certificate("leaf", validityOf(certificate.cert).to);
    this.#server?.use(certificate);
  }

  async #listen(loop: HealthCheck): Promise<boolean> {
    const { config, log, metrics, clock } = this.#options;
    const health = {
      live: [loop],
      ready: [{ name: "ready", problem: () => this.#unready }],
      registry: metrics.registry,
    };
    const app = createApp({
      ...this.#options,
      notReady: () => this.#undecided,
      isDraining: () => this.#isStopping,
      ...(config.clients === undefined ? {} : { turnsAway: callerCheck(config.clients.names) }),
      health: (request, response) => void answerHealth(health, request, response).catch(() => response.destroy()),
    });
    try {
      this.#server = await serveTls(app, {
        ...config,
        clock,
        certificate: this.#certificate!,
        ...(this.#clientAuthorities === undefined ? {} : { clientAuthorities: this.#clientAuthorities }),
      });
      log.info("listening", { address: `${config.host}:${this.#server.port}` });
      return true;
    } catch (error) {
      log.error(`cannot listen on ${config.host}:${config.port}; choose others with --host and --port`, { error });
      return false;
    }
  }

  /** Sees everything that is stored; false when told to end before, or when it may not. */
  async #sync(watches: Watch[]): Promise<boolean> {
    const { cluster, clock, log, namespace, peers } = this.#options;
    const { signal } = this.#stopping;
    const kinds = { cluster, clock, log, apiVersion: API_VERSION, kinds: KINDS, namespace, signal };
    if (!(await waitForKinds(kinds))) return false;
    this.#undecided = "waiting for the first lists";
    for (const kind of KINDS)
      watches.push(cluster.watch({ apiVersion: API_VERSION, kind }, (event) => peers.take(event)));
    try {
      await Promise.race([Promise.all(watches.map((w) => w.synced)), aborted(signal)]);
    } catch (error) {
      log.error("cannot watch what is needed", { error });
      return false;
    }
    if (signal.aborted) return false;
    // Where somebody else watches the same, the events of the first list were theirs.
    for (const object of watches.flatMap((w) => w.list())) peers.take({ type: "added", object });
    this.#undecided = undefined;
    log.info("synced", { objects: peers.size });
    return true;
  }

  /** Ready is who has been called over TLS by himself and is known to the API server. */
  async #ready(): Promise<void> {
    const { config, log, clock } = this.#options;
    const [name = ""] = namesFor(this.#address);
    const server = { host: config.host, port: this.#server!.port, name };
    while (!this.#isStopping) {
      const problem = await dial({ ...server, ...(this.#caBundle === undefined ? {} : { caBundle: this.#caBundle }) });
      if (problem === undefined) break;
      this.#unready = problem;
      log.warn("the server cannot be called by itself; will try again", { problem });
      await pause(clock, 1000, this.#stopping.signal);
    }
    if (!this.#isStopping) this.#unready = "waiting for the configurations";
    await Promise.race([this.#published.promise, aborted(this.#stopping.signal)]);
    if (this.#isStopping) return;
    this.#unready = undefined;
    log.info("ready");
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
