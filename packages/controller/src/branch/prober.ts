import type { Answer, Clock, EnvironmentUrl } from "@upstart/engine";

/** Asks a URL as `url` says, redirects not followed. Never throws. */
export type Probe = (url: string, how: EnvironmentUrl) => Promise<Answer>;

/** An answer, and when it came. */
export interface Told {
  readonly answer: Answer;
  readonly at: number;
}

const AT_ONCE = 8;

/** Asks URLs beside the runs of the controllers: what answers late keeps no worker. */
export class Prober {
  readonly #probe: Probe;
  readonly #clock: Clock;
  readonly #onAnswer: (key: string) => void;
  readonly #answers = new Map<string, Told & { readonly what: string }>();
  readonly #waiting = new Map<string, () => Promise<void>>();
  readonly #asking = new Set<string>();
  #isStopped = false;

  constructor(ports: { readonly probe: Probe; readonly clock: Clock; readonly onAnswer: (key: string) => void }) {
    this.#probe = ports.probe;
    this.#clock = ports.clock;
    this.#onAnswer = ports.onAnswer;
  }

  /** What came of it last, where that was the same question and is no older than that; else it is asked, and tells later. */
  ask(key: string, url: string, how: EnvironmentUrl, what: string, maxAgeMs: number): Told | undefined {
    const question = JSON.stringify([url, how, what]);
    const known = this.#answers.get(key);
    const isSame = known?.what === question;
    if (isSame && this.#clock.now() - known.at < maxAgeMs) return known;
    if (!this.#asking.has(key) && !this.#isStopped) {
      this.#waiting.set(key, async () => {
        const answer = await this.#probe(url, how);
        this.#answers.set(key, { answer, at: this.#clock.now(), what: question });
      });
      this.#begin();
    }
    return isSame ? known : undefined;
  }

  forget(key: string): void {
    this.#answers.delete(key);
    this.#waiting.delete(key);
  }

  /** Asks nothing more. What is under way ends by itself, and tells nobody. */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#waiting.clear();
    return Promise.resolve();
  }

  #begin(): void {
    for (const [key, run] of this.#waiting) {
      if (this.#asking.size >= AT_ONCE) return;
      this.#waiting.delete(key);
      this.#asking.add(key);
      void run().finally(() => {
        this.#asking.delete(key);
        if (this.#isStopped) return;
        this.#onAnswer(key);
        this.#begin();
      });
    }
  }
}
