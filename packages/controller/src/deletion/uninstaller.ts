import {
  type Clock,
  type Cluster,
  ClusterError,
  formatKey,
  type Helm,
  HelmError,
  type HelmRecord,
  keptObjects,
  type LeftObject,
  type ObjectKey,
  type Slots,
} from "@upstart/engine";
import type { Work } from "../unit.ts";
import { outsideOf, sweep } from "./sweep.ts";

/** A Helm release that is to go. */
export interface Target {
  /** The release's id for the steward. */
  readonly id: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly timeoutMs: number;
  /** As whom, where it is not ourselves. */
  readonly asUser?: string;
  /** Its namespace goes, too: nothing new can be made there. */
  readonly noHooks: boolean;
  /** What it made outside of its namespace, where that goes or is gone, and Helm's record with it. */
  readonly outside: readonly ObjectKey[];
  /** What is deleted with the smallest rank is uninstalled first. */
  readonly rank: string;
  /** Another text: what failed is tried again at once, and attempts are counted anew. */
  readonly asked: string;
}

/** How far a release is on its way out. */
export type Removal =
  | {
      readonly is: "running";
      /** Hooks that run first, and may take long; known once Helm's record is read. */
      readonly hooks: readonly ObjectKey[];
      /** How the attempt before it ended. */
      readonly before?: Extract<Removal, { is: "failed" }>;
      /** How often it was looked what it waits for. */
      readonly looks: number;
    }
  /** `objects`: what was read of it before it failed. */
  | {
      readonly is: "failed";
      readonly message: string;
      readonly attempts: number;
      readonly retryAt: number;
      /** What asked for it to be tried again, by then. */
      readonly asked: string;
      readonly objects: readonly ObjectKey[];
    }
  /** Helm has told everything to go. */
  | {
      readonly is: "uninstalled";
      readonly at: number;
      /** What may still be there. */
      readonly objects: readonly ObjectKey[];
      /** What stays. */
      readonly kept: readonly LeftObject[];
      readonly hooks: readonly ObjectKey[];
      /** How often it was looked whether they are gone. */
      readonly looks: number;
    };

export interface UninstallerPorts {
  /** The cluster with the rights of another; of nobody else: our own. */
  readonly clusterAs: (user: string | undefined) => Cluster;
  readonly helm: Helm;
  readonly clock: Clock;
  readonly readRecord: (
    target: Pick<Target, "releaseName" | "namespace" | "asUser">,
  ) => Promise<HelmRecord | undefined>;
  /** Ends the Helm run that is under way for a release; resolves when there is none. */
  readonly settle: (id: string) => Promise<void>;
  /** Told of mistakes of ours. */
  readonly onBug: (error: unknown) => void;
}

const FIRST_DELAY_MS = 5000;
const MAX_DELAY_MS = 300_000;

/**
 * Uninstalls releases beside the runs of the controllers, so that one that hangs keeps no worker. State is in the
 * cluster: Helm's record stays, marked as uninstalled, until `forget` is called for what has been seen to be gone.
 */
export class Uninstaller implements Work {
  readonly #ports: UninstallerPorts;
  readonly #slots: Slots;
  readonly #removals = new Map<string, Removal>();
  readonly #running = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  readonly #stopping = new AbortController();

  /** Its Helm runs go before those of others in the same slots. */
  constructor(ports: UninstallerPorts, slots: Slots) {
    this.#ports = ports;
    this.#slots = slots;
  }

  /** By the uid of the HelmRelease; undefined where nothing was begun. */
  removal(uid: string): Removal | undefined {
    return this.#removals.get(uid);
  }

  /** Begins, where nothing is under way. `onNews`: there is something new to be seen. */
  begin(uid: string, target: Target, onNews: () => void): void {
    if (this.#stopping.signal.aborted || this.#running.has(uid)) return;
    const before = this.#removals.get(uid);
    const attempts = before?.is === "failed" && before.asked === target.asked ? before.attempts : 0;
    const failed = (message: string, objects: readonly ObjectKey[]) =>
      this.#failed(message, target.asked, attempts, objects);
    const abort = new AbortController();
    const running = { is: "running", looks: 0, ...(before?.is === "failed" ? { before } : {}) } as const;
    this.#removals.set(uid, { ...running, hooks: [] });
    const onHooks = (hooks: readonly ObjectKey[]) => {
      if (this.#removals.has(uid)) this.#removals.set(uid, { ...running, hooks });
      onNews();
    };
    const ended = this.#run(target, abort.signal, onHooks, failed)
      .catch((error: unknown) => {
        this.#ports.onBug(error);
        return failed("upstart made a mistake; the controller's log has it", []);
      })
      .then((removal) => {
        this.#running.delete(uid);
        if (this.#removals.has(uid)) this.#removals.set(uid, removal);
        onNews();
      });
    this.#running.set(uid, { abort, ended });
  }

  /** Ends a Helm run that is under way, gently. */
  end(uid: string): void {
    this.#running.get(uid)?.abort.abort();
  }

  /** Lets a run come to its end, for so long, and then ends it; what was known is forgotten, for others go on with it. Resolves with whether there was one. */
  async leave(uid: string, patienceMs: number): Promise<boolean> {
    const running = this.#running.get(uid);
    const cancel = this.#ports.clock.after(patienceMs, () => running?.abort.abort());
    await running?.ended;
    cancel();
    this.forget(uid);
    return running !== undefined;
  }

  /** What is still there, having been looked at. */
  seen(uid: string, objects: readonly ObjectKey[]): void {
    const removal = this.#removals.get(uid);
    if (removal?.is === "uninstalled") this.#removals.set(uid, { ...removal, objects, looks: removal.looks + 1 });
  }

  /** It was looked what its hooks are at. */
  looked(uid: string): void {
    const removal = this.#removals.get(uid);
    if (removal?.is === "running") this.#removals.set(uid, { ...removal, looks: removal.looks + 1 });
  }

  forget(uid: string): void {
    this.#removals.delete(uid);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#running.values()].map((r) => r.ended));
  }

  abort(): void {
    this.#stopping.abort();
    for (const { abort } of this.#running.values()) abort.abort();
  }

  async #run(
    target: Target,
    signal: AbortSignal,
    onHooks: (hooks: readonly ObjectKey[]) => void,
    failed: (message: string, objects: readonly ObjectKey[]) => Removal,
  ): Promise<Removal> {
    const { clusterAs, helm, readRecord, settle } = this.#ports;
    const cluster = clusterAs(target.asUser);
    let record: HelmRecord | undefined;
    try {
      await settle(target.id);
      record = await readRecord(target);
      if (record === undefined) {
        await sweep(cluster, target, target.outside);
        return this.#uninstalled(target.outside, [], []);
      }
      // One of that name that we did not make is left alone.
      if (!record.isOurs) return this.#uninstalled([], [], []);
      const { objects, hooks, status } = record;
      const kept = await keptObjects(cluster, objects);
      if (status !== "uninstalled") await this.#uninstall(helm, target, record, signal, onHooks);
      // Its record may have gone with the namespace since: Helm finds nothing to do then, and calls that success.
      if (target.noHooks) await sweep(cluster, target, outsideOf(target.namespace, objects));
      return this.#uninstalled(objects, kept, hooks);
    } catch (error) {
      if (!(error instanceof HelmError) && !(error instanceof ClusterError)) throw error;
      return failed(
        wordOf(error, target, record),
        record === undefined ? target.outside : record.isOurs ? record.objects : [],
      );
    }
  }

  async #uninstall(
    helm: Helm,
    target: Target,
    { deleteHooks }: HelmRecord,
    signal: AbortSignal,
    onHooks: (hooks: readonly ObjectKey[]) => void,
  ): Promise<void> {
    const { releaseName, namespace, timeoutMs, noHooks, asUser, rank } = target;
    const isStopped = this.#stopping.signal;
    await this.#slots.useFirst(
      async (slot) => {
        if (deleteHooks.length > 0 && !noHooks) {
          slot.hold();
          onHooks(deleteHooks);
        }
        const more = { keepRecord: true, ...(noHooks ? { noHooks } : {}), ...(asUser === undefined ? {} : { asUser }) };
        await helm.uninstall({ releaseName, namespace, timeoutMs, ...more }, isStopped.aborted ? isStopped : signal);
      },
      AbortSignal.any([signal, isStopped]),
      rank,
    );
  }

  #uninstalled(objects: readonly ObjectKey[], kept: readonly LeftObject[], hooks: readonly ObjectKey[]): Removal {
    const stays = new Set(kept.map(({ object }) => JSON.stringify(object)));
    const going = objects.filter((object) => !stays.has(JSON.stringify(object)));
    return { is: "uninstalled", at: this.#ports.clock.now(), objects: going, kept, hooks, looks: 0 };
  }

  #failed(message: string, asked: string, before: number, objects: readonly ObjectKey[]): Removal {
    const attempts = before + 1;
    const delayMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(before, 10));
    return { is: "failed", message, attempts, retryAt: this.#ports.clock.now() + delayMs, asked, objects };
  }
}

/** Helm says only that it has waited in vain. */
function wordOf(
  error: HelmError | ClusterError,
  { timeoutMs, noHooks }: Target,
  record: HelmRecord | undefined,
): string {
  const hooks = record?.isOurs === true && !noHooks ? record.deleteHooks : [];
  if (error.code !== "TimedOut" || hooks.length === 0) return error.message;
  const names = hooks.map(formatKey).join(", ");
  return `its hook ${names} did not end within ${timeoutMs / 1000}s, the timeout of the release: ${error.message}`;
}
