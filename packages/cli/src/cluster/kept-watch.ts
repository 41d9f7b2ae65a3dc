import type { Cluster, KubeObject } from "@upstart/engine";
import type { Kept } from "./kept.ts";

/** What is kept, followed as it changes. */
export interface KeptWatch {
  readonly objects: () => readonly KubeObject[];
  /** Resolves when the first lists are in. */
  readonly synced: Promise<void>;
  readonly stop: () => void;
}

/** Follows what a list of kept objects has shown. Until it is filled, what the list had. */
export function watchKept(cluster: Pick<Cluster, "watch">, kept: Kept, onChange = () => {}): KeptWatch {
  const watches = kept.selections.map((selection) => cluster.watch(selection, onChange));
  let isSynced = false;
  const synced = Promise.all(watches.map((w) => w.synced)).then(() => {
    isSynced = true;
  });
  synced.catch(() => undefined); // whoever awaits it hears of it
  return {
    objects: () => (isSynced ? watches.flatMap((w) => w.list()) : kept.objects),
    synced,
    stop: () => {
      for (const watch of watches) watch.stop();
    },
  };
}
