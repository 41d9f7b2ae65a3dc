import type { SourceText } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { wayTo, withoutPassword } from "./fetch.ts";
import { readText } from "./text.ts";

/** Time for all of an answer. */
const TIMEOUT_MS = 30_000;

/**
 * Reads a URL as kubectl does for `-f`, through the environment's proxies. Throws CliError (exit 2): down, refused,
 * slow, or a page for people.
 */
export async function fetchText(url: string, env: Host["env"], timeoutMs = TIMEOUT_MS): Promise<SourceText> {
  if (!URL.canParse(url)) throw cannotRead(url, "this is not a URL", "check the URL after -f");
  const way = await wayTo(url, env);
  try {
    const response = await way.fetch(...requestFor(url, AbortSignal.timeout(timeoutMs)));
    if (!response.ok)
      throw cannotRead(
        url,
        `the server answers ${response.status} ${response.statusText}`.trim(),
        helpFor(response.status),
      );
    const text = response.body === null ? "" : await readText(url, response.body);
    if (isPage(response, text))
      throw cannotRead(
        url,
        "it is a web page, not YAML or JSON",
        "give the address of the file itself: of a repository, the raw one",
      );
    return { name: withoutPassword(url), text };
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const via =
      way.proxy === undefined ? "" : ` It is asked for through the proxy ${way.proxy}, as the environment says.`;
    throw cannotRead(url, reasonOf(cause, timeoutMs), `is the address right, and can this machine reach it?${via}`);
  }
}

/** A name and a password in the address become a header, as with kubectl. */
function requestFor(url: string, signal: AbortSignal): [URL, RequestInit] {
  const target = new URL(url);
  const { username, password } = target;
  if (username === "" && password === "") return [target, { signal }];
  target.username = "";
  target.password = "";
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  return [target, { signal, headers: { authorization: `Basic ${credentials}` } }];
}

function isPage(response: Response, text: string): boolean {
  return /^text\/html\b/i.test(response.headers.get("content-type") ?? "") || /^\s*<(?:!doctype|html)\b/i.test(text);
}

function helpFor(status: number): string {
  if (status === 401 || status === 403) return "it wants credentials: fetch it yourself and give it with -f -";
  return status >= 500 ? "the trouble is at the server: try again later" : "check the URL after -f";
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no whole answer within ${timeoutMs / 1000}s`;
  const cause = rootOf(error);
  switch (cause.code) {
    case "ECONNREFUSED":
      return "nothing listens there (connection refused)";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "the name of the server cannot be found";
    default:
      return cause.message || error.message;
  }
}

function rootOf(error: Error): NodeJS.ErrnoException {
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

function cannotRead(url: string, reason: string, help: string): CliError {
  return new CliError(EXIT.usage, `cannot read ${withoutPassword(url)}: ${reason}`, help);
}
