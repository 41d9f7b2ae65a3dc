import { type Clock, HelmError } from "@upstart/engine";
import type { ChartRepository } from "./chart-repositories.ts";
import type { RunHelm } from "./chart-source.ts";

interface Update {
  readonly done: Promise<unknown>;
  readonly at: number;
}

/**
 * Keeps what Helm knows of chart repositories up to date. Helm 3 writes the index of a repository in place, so nothing
 * is fetched from one while it is updated, nor the other way round.
 */
export class RepositoryUpdates {
  readonly #options: { readonly run: RunHelm; readonly clock: Clock; readonly freshForMs: number };
  readonly #updates = new Map<string, Update>();
  readonly #readers = new Map<string, Set<Promise<unknown>>>();

  constructor(options: { readonly run: RunHelm; readonly clock: Clock; readonly freshForMs: number }) {
    this.#options = options;
  }

  /** Reads from a repository as it is now, or was a short while ago. A read that fails makes the next one ask anew. */
  async whileFresh<T>(repository: ChartRepository, read: () => Promise<T>): Promise<T> {
    const { name } = repository;
    const update = this.#current(repository);
    await update.done;
    const readers = this.#readers.get(name) ?? new Set();
    this.#readers.set(name, readers);
    const reading = read();
    const over = reading.then(
      () => undefined,
      () => this.#forget(name, update),
    );
    readers.add(over);
    void over.then(() => readers.delete(over));
    return await reading;
  }

  #current(repository: ChartRepository): Update {
    const { clock, freshForMs } = this.#options;
    const known = this.#updates.get(repository.name);
    if (known !== undefined && clock.now() - known.at < freshForMs) return known;
    const update = { done: this.#update(repository), at: clock.now() };
    this.#updates.set(repository.name, update);
    update.done.catch(() => this.#forget(repository.name, update)); // tried again by the next chart
    return update;
  }

  async #update({ name, url }: ChartRepository): Promise<void> {
    await Promise.all(this.#readers.get(name) ?? []);
    await this.#options.run(["repo", "update", name], `update the chart repository ${name}`).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      const message = `the chart repository ${name} (${url}) cannot be read: ${why}`;
      throw new HelmError("ChartUnavailable", message, { cause: error });
    });
  }

  #forget(name: string, update: Update): void {
    if (this.#updates.get(name) === update) this.#updates.delete(name);
  }
}
