import type { RunOptions } from "../run.ts";

/** What a workload took somebody. */
export interface Lap {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Somebody who installs a workload into a namespace; asked again for the same namespace, it has nothing left to do. */
export interface Contestant {
  readonly name: string;
  install(namespace: string, more?: Pick<RunOptions, "onStart">): Promise<Lap>;
}
