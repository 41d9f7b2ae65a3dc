import { request as octokit } from "@octokit/request";
import type { Clock } from "@upstart/engine";
import { ForgeError } from "../forge/errors.ts";
import { Limits } from "./limits.ts";

/** Puts credentials on a request: the way in which Octokit's own are handed over. */
export type AuthHook = NonNullable<NonNullable<Parameters<typeof octokit.defaults>[0]["request"]>["hook"]>;

/** One call of GitHub's API. */
export interface ApiCall {
  /** `GET /repos/{owner}/{repo}/branches`. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The state in which an answer is known already. */
  readonly etag?: string;
  /** What is being done, for messages: `list the branches of acme/shop`. */
  readonly doing: string;
}

/** An answer. Of one that is as known there is no data. */
export interface ApiAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly etag?: string;
  readonly link?: string;
}

/** Talks to GitHub. `call` throws ForgeError and nothing else. */
export interface GitHubApi {
  readonly limits: Limits;
  call(call: ApiCall): Promise<ApiAnswer>;
}

export interface ApiOptions {
  readonly baseUrl: string;
  readonly auth: AuthHook;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly version: string;
  readonly signal?: AbortSignal;
  /** Hears of every answer, for metrics; `<error>` where none came. */
  readonly onAnswer?: (method: string, code: string, ms: number) => void;
}

const TIMEOUT_MS = 30_000;

/** GitHub's API with credentials. Asks nothing twice: who calls decides what is worth another try. */
export function createApi(options: ApiOptions): GitHubApi {
  const { clock } = options;
  const limits = new Limits();
  const send = octokit.defaults({
    baseUrl: options.baseUrl,
    headers: {
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
      "user-agent": `upstart-forge/${options.version}`,
    },
    request: { fetch: options.fetch, hook: options.auth },
  });
  return {
    limits,
    call: async ({ route, parameters, etag, doing }) => {
      limits.check(doing, clock.now());
      const begunAt = clock.now();
      const answer = await answerTo(() => {
        const signals = [AbortSignal.timeout(TIMEOUT_MS), ...(options.signal === undefined ? [] : [options.signal])];
        return send(route, {
          ...parameters,
          ...(etag === undefined ? {} : { headers: { "if-none-match": etag } }),
          request: { signal: AbortSignal.any(signals) },
        });
      });
      const [method = ""] = route.split(" ");
      options.onAnswer?.(method, answer.status === 0 ? "<error>" : String(answer.status), clock.now() - begunAt);
      if (answer.status === 0) throw unreachable(doing, answer.cause, options.signal?.aborted === true);
      limits.hear(doing, answer, clock.now());
      if (answer.status >= 400) throw refusal(doing, answer);
      return toAnswer(answer);
    },
  };
}

interface RawAnswer {
  /** 0: none came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
  readonly message: string;
  readonly cause?: unknown;
}

/** Octokit throws answers that are not 2xx, and says 500 of what never was one. */
async function answerTo(send: () => Promise<{ status: number; headers: object; data: unknown }>): Promise<RawAnswer> {
  try {
    const { status, headers, data } = await send();
    return { status, headers: headers as RawAnswer["headers"], data, message: "" };
  } catch (error) {
    const { response } = error as { response?: { status: number; headers: RawAnswer["headers"]; data: unknown } };
    if (response === undefined) return { status: 0, headers: {}, data: undefined, message: "", cause: error };
    return { status: response.status, headers: response.headers, data: response.data, message: wordsOf(response.data) };
  }
}

function toAnswer({ status, headers, data }: RawAnswer): ApiAnswer {
  const { etag, link } = headers;
  return {
    status,
    data,
    ...(etag === undefined ? {} : { etag: String(etag) }),
    ...(link === undefined ? {} : { link: String(link) }),
  };
}

function unreachable(doing: string, cause: unknown, isEnding: boolean): ForgeError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ForgeError(isEnding ? "Cancelled" : "Unreachable", `cannot ${doing}: GitHub does not answer: ${why}`, {
    cause,
  });
}

function refusal(doing: string, { status, message }: RawAnswer): ForgeError {
  const codes = { 401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 410: "NotFound" } as const;
  const code = codes[status as keyof typeof codes] ?? (status >= 500 ? "ServerError" : "Refused");
  const said = message === "" ? "" : `: ${message}`;
  return new ForgeError(code, `cannot ${doing}: GitHub answers ${status}${said}`, { status });
}

/** GitHub's own words; a web page in its place is not repeated. */
function wordsOf(data: unknown): string {
  const { message } = (typeof data === "object" && data !== null ? data : {}) as { message?: unknown };
  return typeof message === "string" ? message.slice(0, 300) : "";
}
