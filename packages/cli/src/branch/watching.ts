import type { KubeObject } from "@upstart/engine";
import type { Host } from "../host.ts";
import { type At, ENVIRONMENT } from "./environment.ts";

/** How the watching ended: what was seen last, and why there is no more. */
export interface Watched {
  readonly end: "done" | "timedOut" | "interrupted";
  readonly object?: KubeObject;
}

/**
 * Watches one environment until `isDone` says so of it, the time is over, or ^C. `isDone` is asked at once and after each
 * change, with undefined where there is none. Throws what the watch throws.
 */
export async function watchEnvironment(
  host: Pick<Host, "signal">,
  { cluster, clock, namespace }: At,
  name: string,
  { timeoutMs, isDone }: { readonly timeoutMs: number; isDone(object: KubeObject | undefined): boolean },
): Promise<Watched> {
  let end: (ended: Watched["end"]) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const ended = new Promise<Watched["end"]>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  let isSynced = false;
  const look = () => {
    try {
      if (isSynced && isDone(watch.get(name, namespace))) end("done");
    } catch (error) {
      fail(error);
    }
  };
  const watch = cluster.watch({ ...ENVIRONMENT, namespace, fieldSelector: `metadata.name=${name}` }, look);
  const cancel = clock.after(timeoutMs, () => end("timedOut"));
  const interrupt = () => end("interrupted");
  host.signal.addEventListener("abort", interrupt);
  if (host.signal.aborted) interrupt();
  watch.synced.then(() => {
    isSynced = true;
    look();
  }, fail);
  try {
    const how = await ended;
    const object = watch.get(name, namespace);
    return { end: how, ...(object === undefined ? {} : { object }) };
  } finally {
    cancel();
    host.signal.removeEventListener("abort", interrupt);
    watch.stop();
  }
}
