import type { Log } from "@upstart/controller/runtime/log";
import { type Clock, type Cluster, ClusterError, type KubeObject, LABELS, MANAGED_BY, pause } from "@upstart/engine";
import type { KeyPair } from "../server/tls-server.ts";
import { createAuthority, issueLeaf } from "./issue.ts";
import { bundleOf, decodeMaterial, encodeMaterial, type Material, namesOf } from "./material.ts";
import { LIFETIMES, type Lifetimes, nextStep, type Step } from "./rotation.ts";

export interface KeeperOptions {
  readonly cluster: Pick<Cluster, "get" | "create" | "update" | "watch">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly secret: { readonly namespace: string; readonly name: string };
  /** What the certificate must be for. */
  readonly names: readonly string[];
  /** Whether the configurations show a bundle. */
  readonly isPublished: (bundle: string) => boolean;
  /** Hears of every change of what is to be served and trusted. */
  readonly onChange: (material: Material) => void;
  readonly lifetimes?: Lifetimes;
}

const RETRY_MS = 5000;

/**
 * Keeps authority and certificate in a Secret, together with the other replicas: whoever comes first writes, who comes
 * second reads what the first wrote. A Secret that was deleted or broken is written anew from what is known here.
 */
export class CertificateKeeper {
  readonly #options: KeeperOptions;
  readonly #jitter: number;
  readonly #stopped = new AbortController();
  #woken = new AbortController();
  #material: Material | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#jitter = options.random();
  }

  get material(): Material | undefined {
    return this.#material;
  }

  /** Resolves when there is something to serve, or with false when told to end before. */
  async start(): Promise<boolean> {
    while (!this.#stopped.signal.aborted) {
      const waitMs = await this.#attempt();
      if (this.#material !== undefined) break;
      if (waitMs > 0) await pause(this.#options.clock, waitMs, this.#stopped.signal);
    }
    return this.#material !== undefined;
  }

  /** Keeps it so until stopped. */
  async run(): Promise<void> {
    const { cluster, clock, secret } = this.#options;
    const fieldSelector = `metadata.name=${secret.name}`;
    const watch = cluster.watch({ apiVersion: "v1", kind: "Secret", namespace: secret.namespace, fieldSelector }, () =>
      this.wake(),
    );
    while (!this.#stopped.signal.aborted) {
      this.#woken = new AbortController();
      const waitMs = await this.#attempt();
      await pause(clock, waitMs, AbortSignal.any([this.#woken.signal, this.#stopped.signal]));
    }
    watch.stop();
  }

  /** Looks again soon. */
  wake(): void {
    this.#woken.abort();
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Looks once, does what is due, and says for how long there is nothing more to do. */
  async #attempt(): Promise<number> {
    try {
      return await this.#look();
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const isRace = error.code === "Conflict" || error.code === "AlreadyExists";
      if (!isRace) this.#options.log.warn("cannot keep the certificate; will try again", { error });
      return isRace ? 0 : RETRY_MS;
    }
  }

  async #look(): Promise<number> {
    const { cluster, clock, secret, log, names, isPublished, lifetimes = LIFETIMES } = this.#options;
    const existing = await cluster.get({ apiVersion: "v1", kind: "Secret", ...secret });
    const stored = decodeMaterial(existing);
    const material = stored ?? this.#material;
    const now = clock.now();
    const published = material !== undefined && isPublished(bundleOf(material));
    const step = nextStep(material, { now, names, isPublished: published, jitter: this.#jitter, lifetimes });
    if (stored !== undefined) this.#adopt(stored);
    if (step.do === "wait") {
      if (stored === undefined) await this.#write(existing, material!);
      return Math.max(0, step.untilMs - now);
    }
    const changed = await perform(step, material, { names, now, lifetimes });
    await this.#write(existing, changed);
    log.info("certificates", { step: step.do, secret: `${secret.namespace}/${secret.name}` });
    this.#adopt(changed);
    return 0;
  }

  async #write(existing: KubeObject | undefined, material: Material): Promise<void> {
    const { cluster, secret } = this.#options;
    const data = encodeMaterial(material);
    if (existing !== undefined) {
      await cluster.update({ ...existing, data });
      return;
    }
    const metadata = { ...secret, labels: { [LABELS.managedBy]: MANAGED_BY } };
    await cluster.create({ apiVersion: "v1", kind: "Secret", type: "kubernetes.io/tls", metadata, data });
  }

  #adopt(material: Material): void {
    const isSame = JSON.stringify(material) === JSON.stringify(this.#material);
    this.#material = material;
    if (!isSame) this.#options.onChange(material);
  }
}

interface Wanted {
  readonly names: readonly string[];
  readonly now: number;
  readonly lifetimes: Lifetimes;
}

async function perform(
  step: Exclude<Step, { do: "wait" }>,
  material: Material | undefined,
  { names, now, lifetimes }: Wanted,
): Promise<Material> {
  // Replicas that are reached by other names keep theirs.
  const allNames = [...new Set([...names, ...(material === undefined ? [] : namesOf(material.leaf.cert))])];
  const newAuthority = () => createAuthority(now, lifetimes.authorityMs);
  const newLeaf = (authority: KeyPair) => issueLeaf(authority, allNames, now, lifetimes.leafMs);
  if (material === undefined || step.do === "create") {
    const authority = await newAuthority();
    return { authority, leaf: await newLeaf(authority) };
  }
  const { previous: _, ...withoutPrevious } = material;
  switch (step.do) {
    case "prepare":
      return { ...material, next: { ...(await newAuthority()), since: now } };
    case "promote": {
      const { cert, key } = material.next!;
      const authority = { cert, key };
      const previous = { cert: material.authority.cert, since: now };
      return { authority, leaf: await newLeaf(authority), previous };
    }
    case "forget":
      return withoutPrevious;
    case "issue":
      return { ...material, leaf: await newLeaf(material.authority) };
  }
}
