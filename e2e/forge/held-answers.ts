import type { Request, RequestHandler } from "express";

/** An answer that is kept back: what was asked for is done. */
export interface HeldAnswer {
  readonly done: Promise<void>;
  release(): void;
}

/** Keeps answers back on request, so that who asks can end without knowing what became of it. */
export class HeldAnswers {
  readonly #rules = new Set<{
    readonly match: (request: Request) => boolean;
    readonly hear: () => void;
    readonly free: Promise<void>;
  }>();

  hold(match: (request: Request) => boolean): HeldAnswer {
    const done = Promise.withResolvers<void>();
    const free = Promise.withResolvers<void>();
    const rule = { match, hear: done.resolve, free: free.promise };
    this.#rules.add(rule);
    return {
      done: done.promise,
      release: () => {
        this.#rules.delete(rule);
        free.resolve();
      },
    };
  }

  readonly middleware: RequestHandler = (request, response, next) => {
    const rule = [...this.#rules].find((r) => r.match(request));
    if (rule !== undefined) {
      const end = response.end.bind(response) as (...args: unknown[]) => unknown;
      response.end = ((...args: unknown[]) => {
        rule.hear();
        void rule.free.then(() => end(...args));
        return response;
      }) as typeof response.end;
    }
    next();
  };
}
