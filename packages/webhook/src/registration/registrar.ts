import type { Log } from "@upstart/controller/runtime/log";
import { type Clock, type Cluster, ClusterError, type KubeObject, pause, type Watch } from "@upstart/engine";
import { certificatesIn, joinBundles, trustsAll } from "./bundle.ts";
import {
  CONFIGURATION,
  CONFIGURATION_KINDS,
  configurationsOf,
  type Owner,
  type Registration,
} from "./configurations.ts";

export interface RegistrarOptions {
  readonly cluster: Pick<Cluster, "apply" | "get" | "watch">;
  readonly clock: Clock;
  readonly log: Log;
  readonly registration: Omit<Registration, "caBundle" | "owner">;
  /** The ClusterRole that they belong to: without it nothing is written. */
  readonly owner?: string;
  /** Hears when the configurations have come to be as they are to be. */
  readonly onPublished: () => void;
}

const FIELD_MANAGER = "upstart-webhook";
const RETRY_MS = 5000;
const LOOK_MS = 600_000;

/** Keeps both webhook configurations as they are to be, whoever edits or deletes them. */
export class Registrar {
  readonly #options: RegistrarOptions;
  readonly #stopped = new AbortController();
  #woken = new AbortController();
  #caBundle: string | undefined;
  #owner: Owner | undefined;
  #mayBeMore = false;
  #watches: readonly Watch[] = [];

  constructor(options: RegistrarOptions) {
    this.#options = options;
  }

  /**
   * What is to be trusted from now on; undefined: somebody else writes that. Where it comes from elsewhere, replicas hear
   * of a change at different times: then what is trusted besides stays, within limits.
   */
  trust(caBundle: string | undefined, { mayBeMore = false } = {}): void {
    this.#caBundle = caBundle;
    this.#mayBeMore = mayBeMore;
    this.#woken.abort();
  }

  /** Whether both configurations are there, with that bundle. */
  isPublished(caBundle: string | undefined = this.#caBundle): boolean {
    return this.#watches.length > 0 && this.#missing(caBundle).length === 0;
  }

  /** Writes what is not as it is to be, until stopped. */
  async run(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#stopped.signal.aborted) {
      this.#woken = new AbortController();
      const waitMs = await this.#attempt();
      await pause(clock, waitMs, AbortSignal.any([this.#woken.signal, this.#stopped.signal]));
    }
    this.#unwatch();
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #attempt(): Promise<number> {
    const { cluster, log, onPublished } = this.#options;
    try {
      await this.#watch();
      if (this.#stopped.signal.aborted || !(await this.#findOwner())) return RETRY_MS;
      const missing = this.#missing(this.#caBundle);
      const writes = missing.map(async (wanted) => {
        await cluster.apply(wanted, { fieldManager: FIELD_MANAGER, force: true });
        log.info("registered", { kind: wanted.kind, name: wanted.metadata.name });
      });
      // One that is refused does not stop the other.
      for (const write of await Promise.allSettled(writes)) if (write.status === "rejected") throw write.reason;
      if (missing.length === 0) onPublished();
      return missing.length === 0 ? LOOK_MS : RETRY_MS; // the watch tells when it is there
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      log.warn("cannot register; will try again", { error });
      this.#unwatch();
      return RETRY_MS;
    }
  }

  /**
   * Looked up each time: what is written after the owner has gone would stay, and refuse everything when nobody answers
   * any more. One that went in between has another uid than what is written, which is then taken away as well.
   */
  async #findOwner(): Promise<boolean> {
    const { cluster, log, owner: name } = this.#options;
    if (name === undefined) return true;
    const key = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name };
    const uid = (await cluster.get(key))?.metadata.uid;
    this.#owner = uid === undefined ? undefined : { ...key, uid };
    if (uid === undefined) log.warn("not registered: there is no such ClusterRole; will look again", { owner: name });
    return uid !== undefined;
  }

  async #watch(): Promise<void> {
    const apiVersion = "admissionregistration.k8s.io/v1";
    const fieldSelector = `metadata.name=${CONFIGURATION}`;
    if (this.#watches.length === 0)
      this.#watches = CONFIGURATION_KINDS.map((kind) =>
        this.#options.cluster.watch({ apiVersion, kind, fieldSelector }, () => this.#woken.abort()),
      );
    const { signal } = this.#stopped;
    const stopped = Promise.withResolvers<void>();
    const stop = () => stopped.resolve();
    signal.addEventListener("abort", stop);
    // While the API server is away no list comes, and an end must not wait for it.
    await Promise.race([Promise.all(this.#watches.map((w) => w.synced)), stopped.promise]).finally(() =>
      signal.removeEventListener("abort", stop),
    );
  }

  /** A first list that could not be had is asked for by a watch of its own. */
  #unwatch(): void {
    for (const watch of this.#watches) watch.stop();
    this.#watches = [];
  }

  #missing(caBundle: string | undefined): KubeObject[] {
    return CONFIGURATION_KINDS.flatMap((_, i) => {
      const actual = this.#watches[i]?.get(CONFIGURATION);
      const present = this.#mayBeMore ? bundleIn(actual) : undefined;
      const bundle = caBundle === undefined || present === undefined ? caBundle : withOthers(caBundle, present);
      const wanted = this.#wanted(bundle)[i]!;
      return holds(actual, wanted) ? [] : [wanted];
    });
  }

  #wanted(caBundle: string | undefined): KubeObject[] {
    return configurationsOf({
      ...this.#options.registration,
      ...(caBundle === undefined ? {} : { caBundle }),
      ...(this.#owner === undefined ? {} : { owner: this.#owner }),
    });
  }
}

/** Of other authorities, as many as may be in use while one follows another. */
const MAX_OTHERS = 2;

/** What is there where that is enough; else what is wanted, and some of what is there: other replicas may still serve it. */
function withOthers(caBundle: string, present: string): string {
  if (trustsAll(present, caBundle)) return present;
  return joinBundles(caBundle, certificatesIn(present).slice(0, MAX_OTHERS).join("\n"));
}

/** The bundle of the first entry. */
function bundleIn(configuration: KubeObject | undefined): string | undefined {
  const [first] = (configuration?.webhooks ?? []) as { readonly clientConfig?: { readonly caBundle?: string } }[];
  const encoded = first?.clientConfig?.caBundle;
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8");
}

/** Whether a value has everything that is wanted of it; what else it has are the API server's defaults. */
export function holds(actual: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return actual === wanted;
  if (typeof actual !== "object" || actual === null) return false;
  if (Array.isArray(wanted)) {
    const list = Array.isArray(actual) ? actual : [];
    return list.length === wanted.length && wanted.every((w, i) => holds(list[i], w));
  }
  return Object.entries(wanted).every(([key, w]) => holds((actual as Record<string, unknown>)[key], w));
}
