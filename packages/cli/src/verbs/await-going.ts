import { type Clock, type Cluster, conditionOf, type KubeObject } from "@upstart/engine";
import type { Kept } from "../cluster/kept.ts";
import { watchKept } from "../cluster/kept-watch.ts";
import { ownerKey } from "../cluster/records.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";

/**
 * Waits until those of these objects that are being deleted are gone: what is applied to one of them would go with it.
 * Says at once which they are. Resolves with the milliseconds that it took; throws a CliError when time is over, or at ^C.
 */
export async function awaitGoing(
  host: Pick<Host, "name" | "signal" | "stderr">,
  { cluster, clock }: { readonly cluster: Pick<Cluster, "watch">; readonly clock: Clock },
  owners: ReadonlySet<string>,
  kept: Kept,
  timeoutMs: number,
): Promise<number> {
  const begun = clock.now();
  const uids = new Set(goingOf(kept.objects, owners).map((o) => o.metadata.uid));
  if (uids.size === 0) return 0;
  let wake: () => void = () => undefined;
  const watch = watchKept(cluster, kept, () => wake());
  const late = new AbortController();
  const cancel = clock.after(timeoutMs, () => late.abort());
  const over = AbortSignal.any([host.signal, late.signal]);
  over.addEventListener("abort", () => wake(), { once: true });
  let said = "";
  try {
    await watch.synced;
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const left = watch.objects().filter((o) => uids.has(o.metadata.uid));
      if (left.length === 0) return clock.now() - begun;
      if (over.aborted) throw notGone(host, left);
      const text = left.map(textOf).join(", ");
      if (text !== said) host.stderr.write(`waiting until it is gone: ${text}\n`);
      said = text;
      await woken;
    }
  } finally {
    cancel();
    watch.stop();
  }
}

/** Those of the objects of the files that are being deleted. */
export function goingOf(objects: readonly KubeObject[], owners: ReadonlySet<string>): KubeObject[] {
  return objects.filter(
    ({ kind, metadata }) => metadata.deletionTimestamp !== undefined && owners.has(ownerKey({ kind, ...metadata }, "")),
  );
}

/** In the words of the controllers, where they have begun. */
function textOf(object: KubeObject): string {
  const ready = conditionOf(object, "Ready");
  const says = ready?.status === "False" && ready.message.startsWith("is ") ? ready.message : "is being deleted";
  return `${object.kind} ${object.metadata.name} ${printable(says.split("\n")[0]!)}`;
}

function notGone({ name: program, signal }: Pick<Host, "name" | "signal">, left: readonly KubeObject[]): CliError {
  const { name, namespace } = left[0]!.metadata;
  const next = `${program} wait ${name} -n ${namespace} --for deleted, then apply again; ${program} why ${name} -n ${namespace} says what holds it`;
  const names = left.map((o) => `${o.kind} ${o.metadata.name}`).join(", ");
  if (signal.aborted) return new CliError(EXIT.interrupted, `interrupted: ${names} is still being deleted`, next);
  return new CliError(EXIT.timedOut, `timed out: ${names} is still being deleted, and nothing was applied`, next);
}
