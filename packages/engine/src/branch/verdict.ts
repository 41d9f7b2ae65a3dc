import type { EnvironmentUrl } from "../spec/life.ts";

/** What came of asking a URL, redirects not followed: an answer, or why there was none. */
export type Answer =
  | {
      readonly is: "answer";
      readonly status: number;
      readonly location?: string;
      /** The value of the header that the commit is in, or the beginning of the body of the path. */
      readonly revision?: string;
    }
  | { readonly is: "none"; readonly why: "NoSuchHost" | "Certificate" | "Unreachable"; readonly message: string };

/** How a URL stands: one CamelCase word, and the same for people. */
export interface Verdict {
  readonly reason:
    | "Healthy"
    | "URLNotResolved"
    | "URLCertificateInvalid"
    | "URLUnreachable"
    | "URLNotFound"
    | "URLNeedsLogin"
    | "URLUnhealthy"
    | "URLOldRevision";
  readonly message: string;
}

const OK = 200;

/** Whether that is the answer that is wanted, of the commit that is wanted; else what is wrong with it. */
export function verdictOf(answer: Answer, url: EnvironmentUrl, sha: string | undefined): Verdict {
  if (answer.is === "none") return { reason: NO_ANSWER[answer.why], message: answer.message };
  const wanted = url.health?.status ?? OK;
  if (answer.status !== wanted) return otherStatus(answer, wanted);
  if (url.revision === undefined || sha === undefined)
    return { reason: "Healthy", message: `answers ${answer.status}` };
  return revisionOf(answer.revision, sha, url.revision.header ?? url.revision.path ?? "");
}

const NO_ANSWER = {
  NoSuchHost: "URLNotResolved",
  Certificate: "URLCertificateInvalid",
  Unreachable: "URLUnreachable",
} as const;

function otherStatus({ status, location }: Extract<Answer, { is: "answer" }>, wanted: number): Verdict {
  const said = `answers ${status}, and ${wanted} is wanted`;
  if (status === 404)
    return { reason: "URLNotFound", message: `${said}; is the path right, and does a route lead there?` };
  if (status === 401 || status === 403 || isLogin(status, location))
    return {
      reason: "URLNeedsLogin",
      message: `${said}: it asks for a login${to(location)}; let the health path pass`,
    };
  return { reason: "URLUnhealthy", message: `${said}${to(location)}` };
}

/** Where a login leads is told by its words: there is no other sign of it. */
function isLogin(status: number, location = ""): boolean {
  return status >= 300 && status < 400 && /\b(?:log-?in|sign-?in|sso|oauth2?|auth|authorize|saml)\b/i.test(location);
}

/** Host and path, never the query: there may be a token in it. */
function to(location: string | undefined): string {
  return location === undefined ? "" : ` at ${location.replace(/[?#].*$/s, "").slice(0, 200)}`;
}

const SHORTEST = 7;

/** The answer may have the commit cut short, or among other words. */
function revisionOf(told: string | undefined, sha: string, where: string): Verdict {
  const words = (told ?? "").toLowerCase().match(/[0-9a-f]{7,64}/g) ?? [];
  if (words.some((w) => w.length >= SHORTEST && sha.startsWith(w)))
    return { reason: "Healthy", message: `answers with ${sha.slice(0, SHORTEST)}` };
  const [other] = words;
  const what = other === undefined ? `says no commit in ${where}` : `still answers with ${other.slice(0, SHORTEST)}`;
  return { reason: "URLOldRevision", message: `${what}, and ${sha.slice(0, SHORTEST)} is wanted` };
}
