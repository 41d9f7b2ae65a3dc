import { ClusterError, type ClusterErrorCode } from "@upstart/engine";

const CODES: Readonly<Record<number, ClusterErrorCode>> = {
  400: "Invalid",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  410: "Gone",
  413: "Invalid",
  415: "Invalid",
  422: "Invalid",
  429: "TooManyRequests",
};

/** What a call was about, for the sentence that says it failed. */
export interface Attempt {
  readonly server: string;
  /** `list secrets in namespace "shop"` */
  readonly doing: string;
  /** The body that was sent holds secrets, which the server's own words may repeat. */
  readonly isSensitive?: boolean;
}

/** The server's Status object, as far as it is read. */
interface Status {
  readonly kind?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly field?: string; readonly reason?: string }[] };
}

/** The server answered, and the answer is no. `body` is what it sent along. */
export function refusal({ server, doing, isSensitive }: Attempt, httpStatus: number, body: string): ClusterError {
  const status = statusOf(body);
  const code = codeOf(httpStatus, status);
  const why =
    code === "Unauthorized"
      ? `${server} does not accept the credentials`
      : isSensitive === true && code === "Invalid"
        ? `the server finds it invalid${fieldsOf(status)}`
        : wordsOf(status, httpStatus);
  return new ClusterError(code, `cannot ${doing}: ${why}`, { status: httpStatus });
}

/** There was no answer: nobody listens, a broken connection, no trust, no time. */
export function unreachable({ server, doing }: Attempt, cause: unknown): ClusterError {
  return new ClusterError("Unreachable", `cannot ${doing}: ${server} cannot be reached: ${shortCause(cause)}`, {
    cause,
  });
}

/** What answered is no API server: a login page, a proxy. */
export function notAnApi({ server, doing }: Attempt, status: number): ClusterError {
  return new ClusterError("ServerError", `cannot ${doing}: ${server} does not answer as a Kubernetes API does`, {
    status,
  });
}

/** The connection was cut while it was in use, so the same call may go through on another one. */
export function isReset(cause: unknown): boolean {
  return ["ECONNRESET", "EPIPE"].includes(codeIn(cause) ?? "");
}

function codeOf(httpStatus: number, { reason }: Status): ClusterErrorCode {
  if (reason === "AlreadyExists") return "AlreadyExists";
  if (reason === "Expired") return "Gone";
  return CODES[httpStatus] ?? (httpStatus >= 500 ? "ServerError" : "Invalid");
}

/** The resource is named before; what is left of `secrets is forbidden: User …` is why. */
function wordsOf({ message }: Status, httpStatus: number): string {
  if (!message) return `the server answers ${httpStatus}`;
  return message.replace(/^[\w./-]+(?: "[^"]*")? is (?=forbidden: )/, "");
}

function fieldsOf({ details }: Status): string {
  const fields = (details?.causes ?? []).map((c) => [c.field, c.reason].filter(Boolean).join(" "));
  return fields.length === 0 ? "" : `: ${fields.join(", ")}`;
}

function statusOf(body: string): Status {
  try {
    const status = JSON.parse(body) as Status | null;
    return status?.kind === "Status" ? status : {};
  } catch {
    return {}; // a proxy's page, or nothing: there are no words to pass on
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the name service does not answer",
  ETIMEDOUT: "timed out",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "no route to its network",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  EPROTO: "it does not speak TLS as expected",
};

function shortCause(cause: unknown): string {
  const words = WORDS[codeIn(cause) ?? ""];
  if (words !== undefined) return words;
  return cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
}

/** A host with several addresses fails with an error for each. */
function codeIn(cause: unknown): string | undefined {
  const { code, errors } = (cause ?? {}) as { code?: string; errors?: readonly { code?: string }[] };
  return code ?? errors?.[0]?.code;
}
