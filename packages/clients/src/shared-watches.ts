import type { Selection, Watch, WatchEvent } from "@upstart/engine";
import type { Reflector } from "./reflector.ts";

interface Shared {
  readonly reflector: Reflector;
  users: number;
}

/** One stream a selection, however many look at it. */
export class SharedWatches {
  readonly #create: (selection: Selection) => Reflector;
  readonly #open = new Map<string, Shared>();
  readonly #all = new Set<Reflector>();

  constructor(create: (selection: Selection) => Reflector) {
    this.#create = create;
  }

  /** A watch of its own for who asks: stopping it ends the stream only when nobody else looks at it. */
  open(selection: Selection, onEvent: (event: WatchEvent) => void): Watch {
    const key = keyOf(selection);
    const shared = this.#open.get(key) ?? this.#start(key, selection);
    const { reflector } = shared;
    const listener = (event: WatchEvent) => onEvent(event); // two who bring the same function are still two
    shared.users += 1;
    reflector.listen(listener);
    let isStopped = false;
    return {
      synced: reflector.synced,
      get: (name, namespace) => reflector.get(name, namespace),
      list: () => reflector.list(),
      stop: () => {
        if (isStopped) return;
        isStopped = true;
        reflector.unlisten(listener);
        shared.users -= 1;
        if (shared.users === 0) this.#end(key, shared);
      },
    };
  }

  /** Of each resource that is watched, when the watch that is quiet for longest last heard of the server. */
  lastHeard(): ReadonlyMap<string, number> {
    const times = new Map<string, number>();
    for (const reflector of this.#all) {
      const heard = reflector.lastHeard();
      if (heard !== undefined) times.set(heard.resource, Math.min(heard.at, times.get(heard.resource) ?? heard.at));
    }
    return times;
  }

  close(): void {
    for (const reflector of this.#all) reflector.stop();
    this.#all.clear();
    this.#open.clear();
  }

  #start(key: string, selection: Selection): Shared {
    const shared: Shared = { reflector: this.#create(selection), users: 0 };
    this.#open.set(key, shared);
    this.#all.add(shared.reflector);
    // Who comes after a failure waits for a first list of their own.
    shared.reflector.synced.catch(() => this.#forget(key, shared));
    return shared;
  }

  #end(key: string, shared: Shared): void {
    shared.reflector.stop();
    this.#all.delete(shared.reflector);
    this.#forget(key, shared);
  }

  #forget(key: string, shared: Shared): void {
    if (this.#open.get(key) === shared) this.#open.delete(key);
  }
}

function keyOf({ apiVersion, kind, namespace, labelSelector, fieldSelector, metadataOnly }: Selection): string {
  return JSON.stringify([apiVersion, kind, namespace, labelSelector, fieldSelector, metadataOnly]);
}
