import { formatPod, type NodeId, type ReleaseObservation, type Step, type Story } from "@upstart/engine";

/** Finds out what keeps a release from being ready. Throws nothing but our own bugs. */
export type Tell = (id: NodeId) => Promise<Story | undefined>;

const AT_ONCE = 2;
const EVENTS = 2;

interface Known {
  /** What it was asked for. */
  readonly about: string;
  readonly lines: readonly string[];
}

/**
 * What pods and their logs say of releases that have failed, or are held up: asked for beside everything else, once for
 * each new trouble, and kept until that is over.
 */
export class Stories {
  readonly #tell: Tell;
  readonly #onStory: (id: NodeId) => void;
  readonly #onBug: (error: unknown) => void;
  readonly #known = new Map<NodeId, Known>();
  readonly #waiting = new Set<NodeId>();
  #running = 0;

  constructor(ports: {
    readonly tell: Tell;
    /** There is something new to be said of it. */
    readonly onStory: (id: NodeId) => void;
    readonly onBug: (error: unknown) => void;
  }) {
    this.#tell = ports.tell;
    this.#onStory = ports.onStory;
    this.#onBug = ports.onBug;
  }

  /** The lines that belong below a release's message, as far as they are known. */
  linesOf(id: NodeId, step: Step | undefined, seen: ReleaseObservation | undefined): readonly string[] {
    const about = troubleOf(step, seen);
    const known = this.#known.get(id);
    if (about === undefined) {
      this.#known.delete(id);
      return [];
    }
    if (known?.about === about) return known.lines;
    // What was known stays until there is something better: trouble comes and goes with every restart.
    this.#known.set(id, { about, lines: known?.lines ?? [] });
    this.#waiting.add(id);
    this.#pump();
    return known?.lines ?? [];
  }

  /** Nothing is kept of releases that are gone. */
  keepOnly(isThere: (id: NodeId) => boolean): void {
    for (const id of this.#known.keys()) if (!isThere(id)) this.#known.delete(id);
  }

  #pump(): void {
    for (const id of this.#waiting) {
      if (this.#running >= AT_ONCE) return;
      this.#waiting.delete(id);
      this.#running += 1;
      void this.#find(id)
        .catch(this.#onBug)
        .then(() => {
          this.#running -= 1;
          this.#pump();
        });
    }
  }

  async #find(id: NodeId): Promise<void> {
    const story = await this.#tell(id);
    const known = this.#known.get(id);
    const lines = story === undefined ? [] : linesOf(story);
    if (known === undefined || lines.join("\n") === known.lines.join("\n")) return;
    this.#known.set(id, { ...known, lines });
    this.#onStory(id);
  }
}

function linesOf({ pod, events }: Story): string[] {
  if (pod !== undefined) return [`pod ${formatPod(pod)}`, ...pod.log.map((line) => `log ${line}`)];
  return events.slice(-EVENTS).map((event) => `event ${event}`);
}

/** In a text that is another when the trouble is another, and the same at every attempt. */
function troubleOf(step: Step | undefined, seen: ReleaseObservation | undefined): string | undefined {
  if (seen?.halt !== undefined) return undefined;
  if (step?.do === "stop" && step.phase === "failed") return `${step.reason} ${step.message}`;
  if (step?.do !== "wait") return undefined;
  if (seen?.run.state === "retrying") return `${seen.run.failure.reason} ${seen.run.failure.message}`;
  const details = seen?.blockers?.flatMap((b) => b.detail ?? []) ?? [];
  return step.phase === "progressing" && details.length > 0 ? details.join(" ") : undefined;
}
