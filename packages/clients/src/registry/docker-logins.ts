import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Environment } from "../kubeconfig-files.ts";

/** What proves to a registry who we are. */
export type Login = { readonly username: string; readonly password: string } | { readonly identityToken: string };

/** A login cannot be read. `message` names where it was to be read from, and holds no secret. */
export class LoginError extends Error {
  override readonly name = "LoginError";
}

/**
 * The login for a registry as `docker login` has stored it: by its own helper, the store for all, or in the file. Undefined
 * where there is none. Throws LoginError.
 */
export async function dockerLogin(registry: string, env: Environment): Promise<Login | undefined> {
  const config = await readConfig(env);
  const keys = keysOf(registry);
  const own = keys.map((key) => config.credHelpers?.[key]).find((helper) => typeof helper === "string");
  const helper = own ?? config.credsStore;
  if (typeof helper === "string" && helper !== "") {
    const found = await askHelper(helper, registry === "docker.io" ? DOCKER_HUB : registry, env);
    if (found !== undefined || own !== undefined) return found;
  }
  return keys.map((key) => loginIn(config.auths?.[key])).find((login) => login !== undefined);
}

const DOCKER_HUB = "https://index.docker.io/v1/";
const HELPER_MS = 30_000;

interface Config {
  readonly auths?: Readonly<Record<string, Entry | undefined>>;
  readonly credHelpers?: Readonly<Record<string, unknown>>;
  readonly credsStore?: unknown;
}

interface Entry {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

async function readConfig(env: Environment): Promise<Config> {
  const file = join(env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker"), "config.json");
  try {
    const config: unknown = JSON.parse(await readFile(file, "utf8"));
    return typeof config === "object" && config !== null ? (config as Config) : {};
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return {};
    // The parser's message quotes what it read, and that may be half a password.
    throw new LoginError(`${file} cannot be read: ${code ?? "it is not JSON"}`);
  }
}

/** As various versions of Docker have written them. */
function keysOf(registry: string): readonly string[] {
  const hub = registry === "docker.io" ? [DOCKER_HUB, "index.docker.io", "registry-1.docker.io"] : [];
  return [...hub, registry, `https://${registry}`, `https://${registry}/v1/`, `https://${registry}/v2/`];
}

function loginIn(entry: Entry | undefined): Login | undefined {
  if (entry === undefined) return undefined;
  const { auth = "", identitytoken } = entry;
  if (identitytoken) return { identityToken: identitytoken };
  const text = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
  const at = text.indexOf(":");
  const { username, password } =
    at > 0 ? { username: text.slice(0, at), password: text.slice(at + 1) } : { password: "", ...entry };
  return username ? { username, password } : undefined;
}

/** `docker-credential-NAME get`, as Docker calls it: the server by standard input, the answer by standard output. */
async function askHelper(name: string, server: string, env: Environment): Promise<Login | undefined> {
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]+$/.test(name)) throw new LoginError(`the credential helper "${name}" is no name of a program`);
  const options = { input: server, env: env as Record<string, string>, extendEnv: false, timeout: HELPER_MS };
  const { failed, code, exitCode, stdout } = await execa(program, ["get"], { ...options, reject: false });
  if (!failed) return loginOf(program, stdout);
  if (/credentials not found/i.test(stdout)) return undefined;
  throw new LoginError(
    `${program} gives no login for ${server}: ${code === "ENOENT" ? "there is no such program" : `it ended with ${exitCode ?? code ?? "a signal"}`}`,
  );
}

function loginOf(program: string, stdout: string): Login | undefined {
  try {
    const { Username: username, Secret: password } = JSON.parse(stdout) as { Username?: unknown; Secret?: unknown };
    if (typeof username === "string" && typeof password === "string")
      return username === "<token>"
        ? { identityToken: password }
        : username === ""
          ? undefined
          : { username, password };
  } catch {
    // Half of it may be a secret.
  }
  throw new LoginError(`${program} answers with something that is no login`);
}
