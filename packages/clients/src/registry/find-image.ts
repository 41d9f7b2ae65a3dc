import { type Login, LoginError } from "./docker-logins.ts";
import type { ImageReference } from "./image-reference.ts";
import { basic, challengeIn, tokenIn, tokenRequest } from "./registry-token.ts";

/** Whether a registry has an image. Messages hold no secret. */
export type ImageAnswer =
  | { readonly is: "found" }
  | { readonly is: "missing" }
  /** Nobody but a person can help. */
  | { readonly is: "refused"; readonly message: string }
  /** It may answer later. */
  | { readonly is: "unavailable"; readonly message: string; readonly retryAfterMs?: number };

export interface RegistryPorts {
  readonly fetch: typeof globalThis.fetch;
  /** The login for a registry, where there is one. Throws LoginError. */
  readonly login: (registry: string) => Promise<Login | undefined>;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 15_000;
const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/**
 * Asks a registry whether it has an image, by the OCI distribution API: with the login for it where it wants to know who
 * asks, else as nobody. Throws nothing but what `signal` was aborted with.
 */
export async function findImage(image: ImageReference, ports: RegistryPorts): Promise<ImageAnswer> {
  try {
    return await lookUp(image, ports);
  } catch (error) {
    if (ports.signal.aborted) throw ports.signal.reason;
    if (error instanceof LoginError) return { is: "refused", message: error.message };
    return unreachable(image.registry, error);
  }
}

async function lookUp(image: ImageReference, ports: RegistryPorts): Promise<ImageAnswer> {
  const { origin, response: first } = await open(image, ports);
  if (first.status !== 401) return answerOf(image, first, undefined);
  const login = await ports.login(image.registry);
  const admission = await authorize(image, first, login, origin, ports);
  if (admission.is !== "admitted") return admission;
  return answerOf(image, await head(origin, image, ports, admission.authorization), login);
}

/** A registry on this machine may speak plain HTTP, as it may with Docker. */
async function open(image: ImageReference, ports: RegistryPorts) {
  const host = image.registry === "docker.io" ? "registry-1.docker.io" : image.registry;
  const origin = `https://${host}`;
  try {
    return { origin, response: await head(origin, image, ports) };
  } catch (error) {
    if (!isLocal(host) || ports.signal.aborted) throw error;
    const plain = `http://${host}`;
    return { origin: plain, response: await head(plain, image, ports).catch(() => Promise.reject(error)) };
  }
}

function isLocal(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host);
}

async function head(
  origin: string,
  { repository, reference }: ImageReference,
  ports: RegistryPorts,
  authorization?: string,
): Promise<Response> {
  const url = new URL(`/v2/${repository}/manifests/${reference}`, origin);
  const headers = { accept: MANIFESTS, ...(authorization === undefined ? {} : { authorization }) };
  const response = await send(ports, url, { method: "HEAD", headers });
  if (response.status !== 405) return response;
  const got = await send(ports, url, { headers });
  await got.body?.cancel(); // what the manifest says is of no interest
  return got;
}

async function send({ fetch, signal }: RegistryPorts, url: URL, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
  return response;
}

async function authorize(
  image: ImageReference,
  { headers }: Response,
  login: Login | undefined,
  origin: string,
  ports: RegistryPorts,
): Promise<ImageAnswer | { readonly is: "admitted"; readonly authorization: string }> {
  const challenge = challengeIn(headers.get("www-authenticate"));
  if (challenge === undefined) return refused(image, login);
  if (challenge.scheme === "basic")
    return login !== undefined && "username" in login
      ? { is: "admitted", authorization: basic(login) }
      : refused(image, login);
  // A password goes nowhere in the clear but where the registry itself is asked so.
  if (challenge.realm.protocol !== "https:" && origin.startsWith("https:"))
    return { is: "refused", message: `${image.registry} wants its token asked for without TLS` };
  const { url, init } = tokenRequest(challenge, login, `repository:${image.repository}:pull`);
  const response = await send(ports, url, init);
  if (!response.ok) return denialOf(image, response, login);
  const token = tokenIn(await response.text());
  return token === undefined
    ? { is: "unavailable", message: `${url.host} answers with no token` }
    : { is: "admitted", authorization: `Bearer ${token}` };
}

/** Of a token that is not given: whatever is wrong with the request, it is about who asks. */
function denialOf(image: ImageReference, response: Response, login: Login | undefined): ImageAnswer {
  const answer = answerOf(image, response, login);
  return answer.is === "unavailable" ? answer : refused(image, login);
}

function answerOf(image: ImageReference, { status, ok, headers }: Response, login: Login | undefined): ImageAnswer {
  if (ok) return { is: "found" };
  if (status === 404) return { is: "missing" };
  if (status === 401 || status === 403) return refused(image, login);
  if (status !== 429 && status < 500)
    return { is: "refused", message: `${image.registry} answers ${status} for ${image.repository}` };
  const retryAfterMs = retryAfter(headers.get("retry-after"));
  return {
    is: "unavailable",
    message: `${image.registry} answers ${status}${status === 429 ? ", being asked too often" : ""}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function refused({ registry, repository }: ImageReference, login: Login | undefined): ImageAnswer {
  const why =
    login === undefined
      ? `${registry} shows ${repository} to nobody without a login, and there is none for it: docker login ${registry}`
      : `the login for ${registry} may not see ${repository}, or there is no such repository`;
  return { is: "refused", message: why };
}

function retryAfter(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function unreachable(registry: string, error: unknown): ImageAnswer {
  const { cause, name, message } = error as Error;
  const { code = "", message: text = message } = (cause ?? {}) as NodeJS.ErrnoException;
  if (/CERT|UNABLE_TO_|SELF_SIGNED/.test(code))
    return {
      is: "refused",
      message: `the certificate of ${registry} is not trusted: ${text}; NODE_EXTRA_CA_CERTS names a file of authorities`,
    };
  const why = name === "TimeoutError" ? "does not answer in time" : `cannot be reached: ${code || text}`;
  return { is: "unavailable", message: `${registry} ${why}` };
}
