import { Patience } from "../drift/patience.ts";
import { actingUserOf, type NodeId, type Release } from "../graph/graph.ts";
import type { Clock } from "../ports/clock.ts";
import { type Cluster, ClusterError } from "../ports/cluster.ts";
import type { ObjectKey } from "../ports/object.ts";
import { keyText } from "./object-key.ts";
import { outputKey } from "./observe.ts";
import type { Timers } from "./timers.ts";

export interface OutputRightsOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** The cluster, as whoever the release is installed as. */
  readonly clusterOf: (release: Release) => Pick<Cluster, "get">;
  /** Another answer is known for the release. */
  readonly changed: (id: NodeId) => void;
}

interface Answer {
  /** `asked` for the first time, and not answered yet. */
  is: "asked" | "granted" | ClusterError;
  isAsking: boolean;
  /** When it is no longer good enough. */
  until: number;
  readonly patience: Patience;
}

const GOOD_MS = 300_000;
const DENIED = { free: 0, firstMs: 5000, maxMs: 300_000, quietMs: 600_000 };

/**
 * Outputs are seen through watches of our own rights. A release that is installed as a ServiceAccount may publish what
 * that account may read, and nothing else: each object is read once as the account, and again from time to time.
 */
export class OutputRights {
  readonly #options: OutputRightsOptions;
  readonly #answers = new Map<string, Answer>();

  constructor(options: OutputRightsOptions) {
    this.#options = options;
  }

  /** Whether the account may read everything that the release publishes, or what keeps it from that. */
  check(release: Release): true | "asking" | ClusterError {
    const user = actingUserOf(release);
    if (user === undefined) return true;
    const answers = release.outputsFrom.map((source) => this.#answer(release, user, outputKey(release, source)));
    const denied = answers.find((is) => is instanceof ClusterError);
    return denied ?? (answers.includes("asked") ? "asking" : true);
  }

  #answer(release: Release, user: string, key: ObjectKey): Answer["is"] {
    const text = `${user} ${keyText(key)}`;
    const known = this.#answers.get(text);
    const answer: Answer = known ?? { is: "asked", isAsking: false, until: 0, patience: new Patience(DENIED) };
    this.#answers.set(text, answer);
    if (!answer.isAsking && this.#options.clock.now() >= answer.until) void this.#ask(release, key, answer);
    return answer.is;
  }

  /** A failure that passes leaves the answer as it was. */
  async #ask(release: Release, key: ObjectKey, answer: Answer): Promise<void> {
    const { clock, timers, clusterOf, changed } = this.#options;
    answer.isAsking = true;
    try {
      await clusterOf(release).get(key);
      answer.is = "granted";
      answer.until = clock.now() + GOOD_MS;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (!error.retryable) answer.is = error;
      answer.patience.note(clock.now());
      answer.until = clock.now() + answer.patience.leftMs(clock.now());
      timers.after(answer.until - clock.now(), () => changed(release.id));
    }
    answer.isAsking = false;
    changed(release.id);
  }
}
