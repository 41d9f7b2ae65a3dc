import { ClusterError, type ClusterErrorCode, type RefusalCause } from "@upstart/engine";

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
  /** The proxy on the way there. */
  readonly proxyUrl?: string | undefined;
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
  readonly details?: {
    readonly causes?: readonly { readonly field?: string; readonly reason?: string; readonly message?: string }[];
  };
}

/** The server answered, and the answer is no. `body` is what it sent along. */
export function refusal(attempt: Attempt, httpStatus: number, body: string): ClusterError {
  const { server, doing, isSensitive } = attempt;
  // A web page that is not found says nothing about the object, and a redirect leads to no API.
  if (httpStatus < 400 || (httpStatus === 404 && /^\s*</.test(body))) return notAnApi(attempt, httpStatus);
  const status = statusOf(body);
  const code = codeOf(httpStatus, status);
  const why =
    code === "Unauthorized"
      ? `${server} does not accept the credentials`
      : isSensitive === true && code === "Invalid"
        ? `the server finds it invalid${fieldsOf(status)}`
        : wordsOf(status, httpStatus);
  // What a server says of an object that holds secrets may repeat them.
  const causes = isSensitive === true ? [] : causesIn(status);
  return new ClusterError(code, `cannot ${doing}: ${why}`, { status: httpStatus, causes });
}

function causesIn({ details }: Status): RefusalCause[] {
  return (details?.causes ?? []).map(({ reason = "", field = "", message = "" }) => ({ reason, field, message }));
}

/** There was no answer: nobody listens, a broken connection, no trust, no time. */
export function unreachable({ server, proxyUrl, doing }: Attempt, cause: unknown): ClusterError {
  const way = proxyUrl === undefined ? "" : ` through the proxy ${withoutPassword(proxyUrl)}`;
  const why = cause instanceof Cancelled ? cause.message : `${server} cannot be reached${way}: ${shortCause(cause)}`;
  return new ClusterError("Unreachable", `cannot ${doing}: ${why}`, { cause });
}

function withoutPassword(proxyUrl: string): string {
  return URL.canParse(proxyUrl) ? new URL(proxyUrl).host : "of the kubeconfig";
}

/** Nothing was sent: the credentials have characters that no header can carry. */
export function unsendable({ doing }: Attempt, cause: unknown): ClusterError {
  const which = /"([\w-]+)"/.exec((cause as Error).message)?.[1] ?? "a header"; // the name; the value is not in it
  return new ClusterError(
    "BadKubeconfig",
    `cannot ${doing}: ${which} has characters that cannot be sent\n  check the token and the user of the kubeconfig`,
    { cause },
  );
}

/** Whoever asked wants no answer any more. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
  constructor() {
    super("it was cancelled");
  }
}

/** What answered is no API server: a login page, a proxy. */
export function notAnApi({ server, doing }: Attempt, status: number): ClusterError {
  return new ClusterError(
    "ServerError",
    `cannot ${doing}: ${server} does not answer as a Kubernetes API does; is it the right address, and is no proxy in between?`,
    { status },
  );
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

const UNTRUSTED =
  "its certificate is not trusted; name its authority under certificate-authority in the kubeconfig or with --certificate-authority";
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
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID:
    "its certificate is for another name; give that name with tls-server-name in the kubeconfig or --tls-server-name",
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
