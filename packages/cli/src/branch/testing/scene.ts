import { Readable } from "node:stream";
import { API_VERSION, type KubeObject } from "@upstart/engine";
import { type FakeCluster, type FakeHelm, fakeClock, fakeCluster, fakeHelm } from "@upstart/engine/testing";
import type { Host } from "../../host.ts";

/** When all of it happens. */
export const NOW = Date.UTC(2030, 0, 1, 2);

/** A cluster in memory and somebody before a pipe. */
export interface Scene {
  readonly host: Host;
  readonly cluster: FakeCluster;
  readonly at: {
    readonly cluster: FakeCluster;
    readonly helm: FakeHelm;
    readonly namespace: string;
    readonly clock: ReturnType<typeof fakeClock>;
  };
  out(): string;
  err(): string;
  interrupt(): void;
}

/** An empty one; the environment is that of a person who is called `ada`. */
export function openScene(env: Readonly<Record<string, string>> = { UPSTART_OWNER: "ada" }): Scene {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  const helm = fakeHelm(clock, cluster);
  const [out, err] = [[] as string[], [] as string[]];
  const ended = new AbortController();
  const stream = (to: string[]) => ({ write: (text: string) => void to.push(text), isTTY: false, columns: 0 });
  const host: Host = {
    name: "upstart",
    env: { PATH: "/nonexistent", ...env },
    cwd: "/",
    stdin: Readable.from([]),
    stdout: stream(out),
    stderr: stream(err),
    now: () => NOW,
    signal: ended.signal,
  };
  return {
    host,
    cluster,
    at: { cluster, helm, namespace: "team", clock },
    out: () => out.join(""),
    err: () => err.join(""),
    interrupt: () => ended.abort(),
  };
}

/** An environment as it is stored. */
export function stored(name: string, spec: object, status: object = {}, metadata: object = {}): KubeObject {
  return {
    apiVersion: API_VERSION,
    kind: "UpstartEnvironment",
    metadata: { name, namespace: "team", uid: `uid-${name}`, ...metadata },
    spec,
    status,
  };
}
