import {
  type Cluster,
  ClusterError,
  decideSlot,
  type EnvironmentQuota,
  type KubeObject,
  LABELS,
  MANAGED_BY,
  type ObjectKey,
  type SlotDecision,
  type SlotHolder,
} from "@upstart/engine";

/** Who has a slot, as it is written down. */
export interface WrittenSlot {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
}

/** What the slots need to know of environments. */
export interface Crowd {
  /** Undefined where it is gone for certain. */
  holderOf(slot: WrittenSlot): SlotHolder | undefined;
  /** Uids of those of the template that stay, first come first. */
  readonly comers: readonly string[];
  /** Something of it is there already: it has its slot, whether there is one or not. */
  readonly isMade: boolean;
  readonly now: number;
}

const TRIES = 5;
const TAKE: SlotDecision = { do: "take" };

/**
 * Slots of the templates that have a quota, in the ConfigMap `upstart.slots` of their namespace. A slot is taken by a
 * write that fails where anybody else has written since it was read: two never have the last one, whoever leads.
 */
export class SlotBook {
  readonly #cluster: Pick<Cluster, "get" | "create" | "update">;

  constructor(cluster: Pick<Cluster, "get" | "create" | "update">) {
    this.#cluster = cluster;
  }

  /** Takes a slot where one is free and it is its turn; who has one keeps it. */
  async take(template: KubeObject, quota: EnvironmentQuota, own: WrittenSlot, crowd: Crowd): Promise<SlotDecision> {
    return await this.#change(template, (slots) => {
      const kept = slots.filter((s) => crowd.holderOf(s) !== undefined);
      if (kept.some((s) => s.uid === own.uid)) return { result: TAKE, slots };
      if (crowd.isMade) return { result: TAKE, slots: [...kept, own] };
      const holders = kept.map((s) => crowd.holderOf(s)!);
      const waiting = crowd.comers.filter((uid) => !kept.some((s) => s.uid === uid));
      const result = decideSlot(own.uid, { quota, holders, waiting, now: crowd.now });
      return { result, slots: result.do === "take" ? [...kept, own] : slots };
    });
  }

  /** Gives a slot back. */
  async release(template: { readonly namespace: string; readonly name: string }, uid: string): Promise<void> {
    await this.#change({ metadata: template }, (slots) => ({
      result: undefined,
      slots: slots.some((s) => s.uid === uid) ? slots.filter((s) => s.uid !== uid) : slots,
    }));
  }

  async #change<R>(
    { metadata: { namespace = "", name } }: Pick<KubeObject, "metadata">,
    decide: (slots: readonly WrittenSlot[]) => { readonly result: R; readonly slots: readonly WrittenSlot[] },
  ): Promise<R> {
    for (let tried = 1; ; tried += 1) {
      const before = await this.#cluster.get(keyIn(namespace));
      const data = (before?.data ?? {}) as Readonly<Record<string, string>>;
      const slots = read(data[name]);
      const { result, slots: after } = decide(slots);
      if (after === slots) return result;
      const metadata = { ...keyMetadata(namespace), ...before?.metadata };
      const wanted = {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata,
        data: { ...data, [name]: JSON.stringify(after) },
      };
      try {
        await (before === undefined ? this.#cluster.create(wanted) : this.#cluster.update(wanted));
        return result;
      } catch (error) {
        const isRace = error instanceof ClusterError && ["Conflict", "AlreadyExists"].includes(error.code);
        if (!isRace || tried >= TRIES) throw error;
      }
    }
  }
}

const NAME = "upstart.slots";

function keyIn(namespace: string): ObjectKey {
  return { apiVersion: "v1", kind: "ConfigMap", namespace, name: NAME };
}

function keyMetadata(namespace: string) {
  return { name: NAME, namespace, labels: { [LABELS.managedBy]: MANAGED_BY } };
}

/** What somebody has broken by hand is as if nobody had a slot: those that are there take theirs again. */
function read(text: string | undefined): readonly WrittenSlot[] {
  if (text === undefined) return [];
  try {
    const slots: unknown = JSON.parse(text);
    return Array.isArray(slots) ? slots.filter(isSlot) : [];
  } catch {
    return [];
  }
}

function isSlot(value: unknown): value is WrittenSlot {
  const { uid, namespace, name } = (value ?? {}) as Partial<WrittenSlot>;
  return [uid, namespace, name].every((part) => typeof part === "string");
}
