import {
  type Cluster,
  decodeRecord,
  type Halt,
  type KubeObject,
  LABELS,
  recordedName,
  type Watch,
  type WatchEvent,
} from "@upstart/engine";

/** Who applied a Helm release from a client, and the Secret that says so. */
interface Holder {
  readonly object: string;
  readonly secret: string;
}

/** Helm releases that an apply from a client has installed: they are its, until its record is gone. */
export class ClientRecords {
  readonly #namesIn = new Map<string, readonly string[]>();
  readonly #holders = new Map<string, Holder>();
  /** Of each record its uid, and all that it tells of, what failed included. */
  readonly #told = new Map<string, { readonly uid: string; readonly names: ReadonlySet<string> }>();

  /** Follows the records of these namespaces, of all where there are none. Tells when other releases are held than before. */
  open(cluster: Pick<Cluster, "watch">, namespaces: readonly string[], onChange: () => void): Watch[] {
    const selection = { apiVersion: "v1", kind: "Secret", labelSelector: LABELS.record };
    const selections = namespaces.length === 0 ? [selection] : namespaces.map((n) => ({ ...selection, namespace: n }));
    return selections.map((s) =>
      cluster.watch(s, (event) => {
        if (this.#take(event)) onChange();
      }),
    );
  }

  /** Of all records: namespaces may have been made for them. */
  uids(): Iterable<string> {
    return [...this.#told.values()].map((t) => t.uid);
  }

  /** Whether a client has installed a Helm release, or tried to. */
  knows(release: { readonly namespace: string; readonly releaseName: string }): boolean {
    const name = recordedName(release);
    return [...this.#told.values()].some((t) => t.names.has(name));
  }

  /** Why nothing may be done for a Helm release, where that is so. */
  haltFor(release: { readonly namespace: string; readonly releaseName: string }): Halt | undefined {
    const holder = this.#holders.get(recordedName(release));
    if (holder === undefined) return undefined;
    const { object, secret } = holder;
    return {
      reason: "ReleaseNameConflict",
      message: `the Helm release "${release.releaseName}" in namespace "${release.namespace}" was installed by an apply of ${object} from a client, which has its record in the Secret ${secret}; delete it there, or leave it to the controllers as it is with upstart apply --take-ownership`,
    };
  }

  #take({ type, object }: WatchEvent): boolean {
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    const before = this.#namesIn.get(key) ?? [];
    const held = type === "deleted" ? undefined : holdersIn(object);
    if (type === "deleted") this.#told.delete(key);
    else
      this.#told.set(key, {
        uid: object.metadata.uid ?? "",
        names: new Set([...(held?.names ?? []), ...(held?.failed ?? [])]),
      });
    const names = held?.names ?? [];
    if (JSON.stringify(names) === JSON.stringify(before)) return false;
    for (const name of before) this.#holders.delete(name);
    for (const name of names) this.#holders.set(name, { object: held!.object, secret: key });
    if (names.length === 0) this.#namesIn.delete(key);
    else this.#namesIn.set(key, names);
    return true;
  }
}

/** A record that cannot be read holds nothing that is known. */
function holdersIn(
  secret: KubeObject,
): { readonly object: string; readonly names: readonly string[]; readonly failed: readonly string[] } | undefined {
  const record = decodeRecord(secret);
  if (record === undefined) return undefined;
  const { kind, name } = record.object;
  return {
    object: `${kind} ${name}`,
    names: Object.keys(record.releases).sort(),
    failed: Object.keys(record.failures ?? {}),
  };
}
