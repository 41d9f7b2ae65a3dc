import { spawn } from "node:child_process";
import { ClusterError } from "@upstart/engine";
import type { Credential, CredentialSource, CredentialTerms } from "./credentials.ts";
import { execInfo } from "./exec-info.ts";
import { badKubeconfig, type Entry, isEntry, textOf } from "./kubeconfig-files.ts";

/** A program that gives credentials, as a kubeconfig names it under `exec`. */
export interface ExecPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly interactiveMode: "Never" | "IfAvailable" | "Always";
  readonly provideClusterInfo: boolean;
  readonly installHint: string;
}

const API_VERSIONS: readonly string[] = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
const MODES = ["Never", "IfAvailable", "Always"] as const;

/** Reads `exec` of a kubeconfig. Throws ClusterError `BadKubeconfig`. */
export function execPluginOf(exec: Entry): ExecPlugin {
  const apiVersion = textOf(exec, "apiVersion");
  const command = textOf(exec, "command");
  if (!API_VERSIONS.includes(apiVersion))
    throw badKubeconfig(
      `the credential plugin's apiVersion "${apiVersion}" is not supported`,
      `use one of ${API_VERSIONS.join(", ")}`,
    );
  if (command === "") throw badKubeconfig("the credential plugin has no command", "name one under exec.command");
  const mode = textOf(exec, "interactiveMode") || "IfAvailable";
  const interactiveMode = MODES.find((m) => m === mode);
  if (interactiveMode === undefined)
    throw badKubeconfig(`the credential plugin's interactiveMode "${mode}" is unknown`, `use ${MODES.join(", ")}`);
  return {
    apiVersion,
    command,
    args: Array.isArray(exec.args) ? exec.args.map(String) : [],
    env: variables(exec.env),
    interactiveMode,
    provideClusterInfo: exec.provideClusterInfo === true,
    installHint: textOf(exec, "installHint"),
  };
}

/** Runs the plugin when credentials are needed and there are none that still last; once, however many ask. */
export function createExecCredential(plugin: ExecPlugin, terms: CredentialTerms): CredentialSource {
  let known: Lasting | undefined;
  let running: Promise<Lasting> | undefined;
  const run = async () => {
    try {
      known = await runPlugin(plugin, terms);
      return known;
    } finally {
      running = undefined;
    }
  };
  return {
    get: async () => {
      if (known !== undefined && terms.clock.now() < known.expiresAt) return known.credential;
      running ??= run();
      return (await running).credential;
    },
    forget: () => {
      known = undefined;
      return true;
    },
  };
}

interface Lasting {
  readonly credential: Credential;
  readonly expiresAt: number;
}

async function runPlugin(plugin: ExecPlugin, terms: CredentialTerms): Promise<Lasting> {
  const canAsk = terms.isTerminal && plugin.interactiveMode !== "Never";
  if (plugin.interactiveMode === "Always" && !canAsk)
    throw failed(plugin, "it asks questions, and standard input is not a terminal");
  const output = await outputOf(plugin, canAsk, {
    ...terms.env,
    ...plugin.env,
    KUBERNETES_EXEC_INFO: execInfo(plugin, terms, canAsk),
  });
  return lastingOf(plugin, output);
}

/** Its standard error is ours: that is where it says which page to open and which code to type. */
function outputOf(plugin: ExecPlugin, canAsk: boolean, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(plugin.command, plugin.args, {
      env,
      stdio: [canAsk ? "inherit" : "ignore", "pipe", "inherit"],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (cause: NodeJS.ErrnoException) =>
      reject(failed(plugin, cause.code === "ENOENT" ? notFound(plugin) : (cause.code ?? cause.message), cause)),
    );
    child.on("close", (code, signal) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(failed(plugin, signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`));
    });
  });
}

function lastingOf(plugin: ExecPlugin, output: string): Lasting {
  const { apiVersion, kind, status } = answerOf(plugin, output);
  if (kind !== "ExecCredential" || apiVersion !== plugin.apiVersion)
    throw failed(plugin, `it answers with ${kind} in ${apiVersion}, not ExecCredential in ${plugin.apiVersion}`);
  const fields = isEntry(status) ? status : {};
  const [token, cert, key] = ["token", "clientCertificateData", "clientKeyData"].map((k) => textOf(fields, k));
  if (!token && !(cert && key)) throw failed(plugin, "its answer has neither a token nor a certificate with its key");
  const expiry = textOf(fields, "expirationTimestamp");
  const expiresAt = expiry === "" ? Number.POSITIVE_INFINITY : Date.parse(expiry);
  if (Number.isNaN(expiresAt)) throw failed(plugin, `"${expiry}", when its credentials expire, is not a time`);
  const credential: Credential = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(cert && key ? { certificate: { cert, key } } : {}),
  };
  return { credential, expiresAt };
}

function answerOf(plugin: ExecPlugin, output: string): Entry {
  try {
    const answer: unknown = JSON.parse(output);
    if (isEntry(answer)) return answer;
  } catch {
    // The parser's message quotes what it read, and that may be half a token.
  }
  throw failed(plugin, "its answer is not an ExecCredential in JSON");
}

function notFound({ installHint }: ExecPlugin): string {
  return installHint === "" ? "there is no such program" : `there is no such program\n  ${installHint.trim()}`;
}

function failed({ command }: ExecPlugin, why: string, cause?: unknown): ClusterError {
  return new ClusterError(
    "Unauthorized",
    `the credential plugin ${command} gives no credentials: ${why}`,
    cause === undefined ? {} : { cause },
  );
}

function variables(env: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  for (const item of Array.isArray(env) ? env : [])
    if (isEntry(item) && typeof item.name === "string") found[item.name] = textOf(item, "value");
  return found;
}
