import type { Clock } from "../ports/clock.ts";
import { type Helm, HelmError, type HelmErrorCode } from "../ports/helm.ts";
import type { Phase, ProgressEvent, Reporter } from "../ports/progress.ts";
import type { Removal } from "./removal.ts";

/** What came of taking releases away. */
export interface TeardownResult {
  readonly deleted: ReadonlySet<string>;
  /** With Helm's reason. What these need is left, too. */
  readonly failed: ReadonlyMap<string, { readonly code: HelmErrorCode; readonly message: string }>;
  /** Not tried: time was over, or something that needs it could not be taken away. */
  readonly kept: ReadonlySet<string>;
}

export interface TeardownOptions {
  readonly maxParallel: number;
  /** Once aborted, nothing more is started and Helm is ended gently. */
  readonly signal?: AbortSignal;
}

/**
 * Uninstalls releases, dependents first: each only when everything that needs it is gone. What cannot be uninstalled
 * keeps what it needs, and stops nothing else.
 */
export async function tearDown(
  removals: readonly Removal[],
  ports: { readonly helm: Pick<Helm, "uninstall">; readonly clock: Clock; readonly reporter: Reporter },
  options: TeardownOptions,
): Promise<TeardownResult> {
  const failed = new Map<string, { code: HelmErrorCode; message: string }>();
  const deleted = new Set<string>();
  const waiting = new Map([...removals].reverse().map((r) => [r.id, r]));
  const running = new Map<string, Promise<void>>();
  const neededBy = dependentsOf(removals);
  const say = announcer(ports);
  const uninstall = async ({ id, releaseName, namespace, timeoutMs, asUser }: Removal) => {
    say(id, "uninstalling");
    try {
      const as = asUser === undefined ? {} : { asUser };
      await ports.helm.uninstall({ releaseName, namespace, timeoutMs, ...as }, options.signal);
      deleted.add(id);
      say(id, "deleted");
    } catch (error) {
      if (!(error instanceof HelmError)) throw error;
      failed.set(id, { code: error.code, message: error.message });
      say(id, "failed", { message: error.message });
    }
  };
  for (const id of waiting.keys()) if (neededBy.has(id)) say(id, "waiting", { waitingFor: neededBy.get(id)! });
  const start = (removal: Removal) => {
    waiting.delete(removal.id);
    running.set(
      removal.id,
      uninstall(removal).finally(() => running.delete(removal.id)),
    );
  };
  for (;;) {
    const mayStart = () => running.size < options.maxParallel && options.signal?.aborted !== true;
    for (const [id, removal] of waiting)
      if (mayStart() && (neededBy.get(id) ?? []).every((d) => deleted.has(d))) start(removal);
    // Nothing is free to go and nothing failed in the way: these need one another, and one must be the first.
    const circular = running.size === 0 && mayStart() ? firstOfCircle(waiting, neededBy, failed) : undefined;
    if (circular !== undefined) start(circular);
    if (running.size === 0) return { deleted, failed, kept: new Set(waiting.keys()) };
    await Promise.race(running.values());
  }
}

function firstOfCircle(
  waiting: ReadonlyMap<string, Removal>,
  neededBy: ReadonlyMap<string, readonly string[]>,
  failed: ReadonlyMap<string, unknown>,
): Removal | undefined {
  const held = new Set(failed.keys());
  for (let size = -1; size !== held.size; ) {
    size = held.size;
    for (const id of waiting.keys()) if ((neededBy.get(id) ?? []).some((d) => held.has(d))) held.add(id);
  }
  return [...waiting.values()].find(({ id }) => !held.has(id));
}

function dependentsOf(removals: readonly Removal[]): Map<string, string[]> {
  const ids = new Set(removals.map((r) => r.id));
  const dependents = new Map<string, string[]>();
  for (const { id, needs } of removals)
    for (const need of needs)
      if (need !== id && ids.has(need)) dependents.set(need, [...(dependents.get(need) ?? []), id]);
  return dependents;
}

function announcer({ clock, reporter }: { readonly clock: Clock; readonly reporter: Reporter }) {
  const startedAt = clock.now();
  let seq = 0;
  return (object: string, phase: Phase, more: Pick<ProgressEvent, "message" | "waitingFor"> = {}) => {
    const now = clock.now();
    seq += 1;
    reporter.report({
      time: new Date(now).toISOString(),
      seq,
      object,
      phase,
      elapsedMs: now - startedAt,
      ...more,
    });
  };
}
