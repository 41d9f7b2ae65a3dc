import { HelmError, type HelmErrorCode, redact } from "@upstart/engine";

/** Words of Helm 3 and 4 by what they mean, most telling first. */
const MEANINGS: readonly (readonly [RegExp, HelmErrorCode])[] = [
  [
    /another operation \(install\/upgrade\/rollback\) is in progress|release: already exists|cannot re-use a name that is still in use/i,
    "ReleaseLocked",
  ],
  [
    /Too long: (?:may|must) (?:not be more than|have at most)|Request entity too large|too large to be saved/i,
    "ReleaseTooLarge",
  ],
  [
    /Kubernetes cluster unreachable|connect: connection refused|no such host|i\/o timeout|TLS handshake timeout/i,
    "ClusterUnreachable",
  ],
  // The API server is there and out of sorts, or a webhook in it: the same call may do well in a moment.
  [
    /etcdserver: |Internal error occurred|an error on the server \(|unable to return a response in the time allotted|connection reset by peer|http2: client connection lost|unexpected EOF|too many requests|currently unable to handle the request|no endpoints available for service|the object has been modified/i,
    "ClusterUnreachable",
  ],
  [/namespaces "[^"]*" not found|because it is being terminated/i, "NamespaceMissing"],
  [/values don't meet the specifications of the schema/i, "ValuesRefused"],
  [/is forbidden|forbidden:|Unauthorized/i, "Forbidden"],
  [
    /chart ".*" (?:matching|version) .* not found|chart ".*" not found|no chart (?:version|name) found|repo .* not found|failed to download|could not find protocol handler|path ".*" not found|not a valid chart repository|404 Not Found|no cached repo found|looks like ".*" is not a valid chart|Chart\.yaml file is missing|invalid_reference|failed to fetch/i,
    "ChartUnavailable",
  ],
  [/context canceled|signal: (?:terminated|interrupt)/i, "Cancelled"],
  [/timed out waiting|context deadline exceeded|client rate limiter Wait returned an error/i, "TimedOut"],
];

const MAX_LINES = 6;
const MAX_LENGTH = 1200;

/** What Helm's exit and its words mean. Secrets that got into the words are taken out. */
export function helmErrorOf(stderr: string, secrets: readonly string[], doing: string): HelmError {
  // Before anything is cut or taken apart, or half a secret is left; and once more, for what was quoted before.
  const message = redact(reasonOf(redact(stderr, secrets)), secrets);
  const code = MEANINGS.find(([words]) => words.test(message))?.[1] ?? "Failed";
  return new HelmError(code, message === "" ? `helm could not ${doing} and did not say why` : message);
}

/** Helm's reason out of what it printed: warnings, log dressing and repetitions dropped, cut to a few lines. */
export function reasonOf(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => unwrap(line.trim()))
    .filter((line): line is string => line !== undefined && line !== "");
  const distinct = lines.filter(
    (line, i) =>
      lines.indexOf(line) === i &&
      !lines.some((other, j) => j !== i && other.length > line.length && other.includes(line)),
  );
  const text = (distinct.length === 0 ? lines : distinct).slice(-MAX_LINES).join("\n");
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function unwrap(line: string): string | undefined {
  if (/^(?:WARNING|W\d{4} |I\d{4} |Release ".*" does not exist)/.test(line)) return undefined;
  const slog = /\blevel=(\w+)\s+msg=("(?:[^"\\]|\\.)*"|\S+)(.*)$/.exec(line);
  if (slog === null) return line.replace(/^Error: /, "");
  const [, level, quoted, rest] = slog;
  if (level !== "ERROR") return undefined;
  const message = unquote(quoted!);
  const cause = /\b(?:err|error)=("(?:[^"\\]|\\.)*"|\S+)/.exec(rest!)?.[1];
  return cause === undefined ? message : `${message}: ${unquote(cause)}`;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "", b: "", f: "", v: "" };

/** A word as Go quotes it, or as it is. */
function unquote(word: string): string {
  if (!word.startsWith('"')) return word;
  return word
    .slice(1, -1)
    .replace(
      /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g,
      (_, x?: string, u?: string, U?: string, c = "") => {
        const code = x ?? u ?? U;
        return code === undefined ? (ESCAPES[c] ?? c) : String.fromCodePoint(Number.parseInt(code, 16));
      },
    );
}
