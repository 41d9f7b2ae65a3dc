import { type KubeObject, makerOf, readEnded, type WatchEvent } from "@upstart/engine";
import { type Farewell, farewellIn, farewellTo } from "./farewell.ts";
import { hostIn, urlIn } from "./host.ts";

/** What is known of a host name. */
export type Found =
  | { readonly is: "there"; readonly environment: KubeObject; readonly services: readonly KubeObject[] }
  | { readonly is: "gone"; readonly farewell: Farewell }
  | { readonly is: "unknown" };

const MAX_GONE = 1000;

/** All environments by the host names of their URLs, with the UpstartServices that were made for them; from watches. */
export class Directory {
  readonly #hosts = new Map<string, Map<string, KubeObject>>();
  readonly #hostOf = new Map<string, string>();
  /** By the uid of the environment that made them. */
  readonly #services = new Map<string, Map<string, KubeObject>>();
  readonly #makers = new Map<string, string>();
  /** Seen to go by this program. */
  readonly #gone = new Map<string, Farewell>();
  /** By what the controllers keep, which also has what went before this program was there. */
  readonly #ended = new Map<string, Map<string, Farewell>>();
  readonly #endedHosts = new Map<string, string>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#hostOf.size;
  }

  /** Of several environments that want one host name, the oldest has it: nobody takes another's. */
  find(hostname: string): Found {
    const [environment] = [...(this.#hosts.get(hostname)?.values() ?? [])].sort(byAge);
    if (environment !== undefined) {
      const services = [...(this.#services.get(environment.metadata.uid ?? "")?.values() ?? [])];
      return { is: "there", environment, services };
    }
    const ended = [...(this.#ended.get(hostname)?.values() ?? [])];
    // What is kept is written after what was seen, and knows why.
    const [farewell] = [...ended, this.#gone.get(hostname)].filter((f) => f !== undefined).sort(byEnd);
    return farewell === undefined ? { is: "unknown" } : { is: "gone", farewell };
  }

  take({ type, object }: WatchEvent): void {
    if (object.kind === "UpstartService") this.#takeService(type, object);
    else if (object.kind === "EndedEnvironment") this.#takeEnded(type, object);
    else this.#takeEnvironment(type, object);
  }

  #takeEnvironment(type: WatchEvent["type"], object: KubeObject): void {
    const key = keyOf(object);
    const before = this.#hostOf.get(key);
    if (before !== undefined) remove(this.#hosts, before, key);
    this.#hostOf.delete(key);
    const hostname = urlIn(object)?.hostname;
    if (hostname === undefined) return;
    if (type === "deleted") {
      this.#remember(hostname, farewellTo(object, this.#now()));
      return;
    }
    this.#gone.delete(hostname);
    this.#hostOf.set(key, hostname);
    add(this.#hosts, hostname, key, object);
  }

  #takeEnded(type: WatchEvent["type"], object: KubeObject): void {
    const key = keyOf(object);
    const before = this.#endedHosts.get(key);
    if (before !== undefined) remove(this.#ended, before, key);
    this.#endedHosts.delete(key);
    const ended = readEnded(object);
    const hostname = hostIn(ended?.url);
    if (ended === undefined || hostname === undefined) return;
    if (type === "deleted") {
      // Its time is over for who has seen it go, too.
      const seen = this.#gone.get(hostname);
      if (seen !== undefined && `${seen.namespace}/${seen.name}` === key) this.#gone.delete(hostname);
      return;
    }
    this.#endedHosts.set(key, hostname);
    add(this.#ended, hostname, key, farewellIn(ended));
  }

  #takeService(type: WatchEvent["type"], object: KubeObject): void {
    const key = keyOf(object);
    const before = this.#makers.get(key);
    if (before !== undefined) remove(this.#services, before, key);
    this.#makers.delete(key);
    const maker = makerOf(object);
    if (type === "deleted" || maker?.kind !== "UpstartEnvironment") return;
    this.#makers.set(key, maker.uid);
    add(this.#services, maker.uid, key, object);
  }

  #remember(hostname: string, farewell: Farewell): void {
    this.#gone.delete(hostname);
    this.#gone.set(hostname, farewell);
    for (const oldest of this.#gone.keys()) {
      if (this.#gone.size <= MAX_GONE) return;
      this.#gone.delete(oldest);
    }
  }
}

function keyOf({ metadata: { namespace, name } }: KubeObject): string {
  return `${namespace}/${name}`;
}

function byAge({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  return text(a.creationTimestamp, a.uid) < text(b.creationTimestamp, b.uid) ? -1 : 1;
}

function byEnd(a: Farewell, b: Farewell): number {
  return Date.parse(b.at) - Date.parse(a.at);
}

function text(...parts: readonly (string | undefined)[]): string {
  return parts.join(" ");
}

function add<V>(index: Map<string, Map<string, V>>, at: string, key: string, value: V): void {
  const found = index.get(at);
  if (found === undefined) index.set(at, new Map([[key, value]]));
  else found.set(key, value);
}

function remove<V>(index: Map<string, Map<string, V>>, at: string, key: string): void {
  const found = index.get(at);
  found?.delete(key);
  if (found?.size === 0) index.delete(at);
}
