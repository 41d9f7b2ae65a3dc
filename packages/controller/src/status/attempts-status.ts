import type { Attempts } from "@upstart/engine";

/** `status.attempts` of a HelmRelease: what the next leader has to know of Helm's calls for it. */
export interface AttemptsStatus {
  readonly digest: string;
  readonly calls: number;
  readonly failures: number;
  /** Who made the last call, when, and which revision it makes. */
  readonly by: string;
  readonly startedAt: string;
  readonly revision: number;
  /** What the annotations that ask for another try said then. */
  readonly retryAt?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly nextAt?: string;
}

/** What is said of a call when it is made, and stays. */
export type Call = Pick<AttemptsStatus, "by" | "revision" | "retryAt">;

const MAX_MESSAGE = 2000;

/** How attempts are written. Of a call that was written before, it stays who made it; `call` is for one that was not. */
export function attemptsStatus(
  { digest, calls, failures, startedAt, failure, nextAt }: Attempts,
  previous: AttemptsStatus | undefined,
  call: Call,
): AttemptsStatus {
  const begun = new Date(startedAt).toISOString();
  const { by, revision, retryAt } = previous?.startedAt === begun ? previous : call;
  return {
    digest,
    calls,
    failures,
    by,
    startedAt: begun,
    revision,
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(failure === undefined ? {} : { reason: failure.reason, message: failure.message.slice(0, MAX_MESSAGE) }),
    ...(nextAt === undefined ? {} : { nextAt: timeText(nextAt) }),
  };
}

/** Reads back what was written. Where another try has been asked for since, what failed before does not count. */
export function attemptsIn(status: AttemptsStatus, retryAt: string | undefined): Attempts {
  const { digest, calls, reason, message = "", nextAt } = status;
  const isAskedFor = retryAt !== status.retryAt;
  const due = isAskedFor ? 0 : nextAt === undefined ? undefined : Date.parse(nextAt);
  return {
    digest,
    calls,
    failures: isAskedFor ? 0 : status.failures,
    startedAt: Date.parse(status.startedAt),
    ...(reason === undefined ? {} : { failure: { reason, message } }),
    ...(reason === undefined || due === undefined ? {} : { nextAt: due }),
  };
}

/** To the second, as Kubernetes writes times; rounded up, so that nothing is due too early. */
function timeText(ms: number): string {
  return `${new Date(Math.ceil(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}
