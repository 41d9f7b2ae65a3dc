import http from "node:http";
import https from "node:https";
import type { Answer, EnvironmentUrl } from "@upstart/engine";

/** Who it is that asks: whoever counts requests leaves these out. */
export const PROBE_AGENT = "upstart";

const TIMEOUT_MS = 10_000;
const MAX_BODY = 4096;

/**
 * Asks a URL whether it is well and which commit answers, as `how` says. Redirects are not followed, connections are not
 * kept: each time the name is looked up and whoever is there now answers. Never throws.
 */
export async function probeUrl(url: string, how: EnvironmentUrl, timeoutMs: number = TIMEOUT_MS): Promise<Answer> {
  try {
    const { header, path } = how.revision ?? {};
    const health = await request(below(url, how.health?.path ?? "/"), header, timeoutMs);
    if (path === undefined) return health.answer;
    const revision = await request(below(url, path), undefined, timeoutMs);
    return { ...health.answer, revision: revision.answer.status < 400 ? revision.body : "" };
  } catch (error) {
    return noAnswer(error as NodeJS.ErrnoException, url);
  }
}

/** A URL may have a path of its own, which stays. */
function below(url: string, path: string): URL {
  return new URL(`.${path}`, url.endsWith("/") ? url : `${url}/`);
}

interface Asked {
  readonly answer: Extract<Answer, { is: "answer" }>;
  readonly body: string;
}

function request(url: URL, header: string | undefined, timeoutMs: number): Promise<Asked> {
  const { promise, resolve, reject } = Promise.withResolvers<Asked>();
  const { request: send } = url.protocol === "https:" ? https : http;
  const signal = AbortSignal.timeout(timeoutMs);
  const call = send(
    url,
    { agent: false, signal, headers: { "user-agent": PROBE_AGENT, accept: "*/*" } },
    (response) => {
      const { statusCode: status = 0, headers } = response;
      const told = header === undefined ? undefined : headers[header.toLowerCase()];
      let body = "";
      const end = () => {
        const answer: Asked["answer"] = {
          is: "answer",
          status,
          ...(headers.location === undefined ? {} : { location: headers.location }),
          ...(told === undefined ? {} : { revision: String(told) }),
        };
        resolve({ answer, body });
        response.destroy();
      };
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body = (body + chunk).slice(0, MAX_BODY);
        if (body.length >= MAX_BODY) end();
      });
      response.on("end", end);
      response.on("error", reject);
    },
  );
  call.on("error", reject);
  call.end();
  return promise;
}

function noAnswer(error: NodeJS.ErrnoException, url: string): Answer {
  const host = URL.canParse(url) ? new URL(url).host : url;
  const { code = "", name } = error;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ENODATA")
    return { is: "none", why: "NoSuchHost", message: `${host} has no address; was its DNS record made?` };
  if (isOfCertificate(code)) {
    const help = isOfAuthority(code) ? "; NODE_EXTRA_CA_CERTS names a file of more authorities to trust" : "";
    const message = `the certificate of ${host} is not valid: ${error.message}${help}`;
    return { is: "none", why: "Certificate", message };
  }
  const why =
    name === "TimeoutError" || name === "AbortError"
      ? "does not answer in time"
      : `cannot be reached: ${code || error.message}`;
  return { is: "none", why: "Unreachable", message: `${host} ${why}` };
}

function isOfCertificate(code: string): boolean {
  return code.startsWith("ERR_TLS_CERT") || /CERT|UNABLE_TO_|SELF_SIGNED/.test(code);
}

/** Whoever has signed it is not known here. */
function isOfAuthority(code: string): boolean {
  return /UNABLE_TO_|SELF_SIGNED/.test(code);
}
