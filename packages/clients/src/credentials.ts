import { type Clock, ClusterError } from "@upstart/engine";
import { createExecCredential, execPluginOf } from "./exec-credential.ts";
import { fileOrData, fileValue } from "./file-value.ts";
import { type Entry, type Environment, isEntry, textOf } from "./kubeconfig-files.ts";

/** What proves to the server who we are, for one request. */
export interface Credential {
  readonly authorization?: string;
  readonly certificate?: { readonly cert: Buffer | string; readonly key: Buffer | string };
}

/** Gives credentials that are good now, renewing what runs out. */
export interface CredentialSource {
  /** Throws ClusterError `BadKubeconfig` or `Unauthorized`. */
  get(): Promise<Credential>;
  /** To be called when the server refused them. True when asking again may bring others. */
  forget(): boolean;
}

/** What getting credentials may depend on. */
export interface CredentialTerms {
  readonly server: string;
  /** The kubeconfig's cluster: some plugins are told about it. */
  readonly cluster: Entry;
  readonly env: Environment;
  readonly clock: Clock;
  /** A person can be asked on standard input. */
  readonly isTerminal: boolean;
}

/** The ways a user of a kubeconfig can prove itself; a token goes before what has to be asked for. */
export function credentialsOf(user: Entry, terms: CredentialTerms): CredentialSource {
  const certificate = certificateOf(user, terms.clock);
  const other = tokenOf(user, terms.clock) ?? basicOf(user) ?? pluginOf(user, terms) ?? providerOf(user, terms);
  return {
    get: async () => ({ ...certificate?.(), ...(await other?.get()) }),
    forget: () => other?.forget() ?? false,
  };
}

function certificateOf(user: Entry, clock: Clock): (() => Credential) | undefined {
  const cert = fileOrData(textOf(user, "client-certificate"), textOf(user, "client-certificate-data"), clock);
  const key = fileOrData(textOf(user, "client-key"), textOf(user, "client-key-data"), clock);
  if (cert === undefined || key === undefined) return undefined;
  return () => ({ certificate: { cert: cert.read(), key: key.read() } });
}

function tokenOf(user: Entry, clock: Clock): CredentialSource | undefined {
  const token = textOf(user, "token");
  const path = textOf(user, "tokenFile");
  if (path !== "") {
    const file = fileValue(path, clock);
    return {
      get: async () => ({ authorization: `Bearer ${file.read().toString("utf8").trim()}` }),
      forget: () => file.refresh(), // whoever writes the file may have done so a moment ago
    };
  }
  return token === "" ? undefined : fixed(`Bearer ${token.trim()}`);
}

function basicOf(user: Entry): CredentialSource | undefined {
  const [name, password] = [textOf(user, "username"), textOf(user, "password")];
  if (name === "" && password === "") return undefined;
  return fixed(`Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`);
}

function fixed(authorization: string): CredentialSource {
  return { get: async () => ({ authorization }), forget: () => false };
}

function pluginOf(user: Entry, terms: CredentialTerms): CredentialSource | undefined {
  return isEntry(user.exec) ? createExecCredential(execPluginOf(user.exec), terms) : undefined;
}

/** OpenID Connect and the older providers are client-node's; it is loaded for them alone, being large. */
function providerOf(user: Entry, { server }: CredentialTerms): CredentialSource | undefined {
  const provider = user["auth-provider"];
  if (!isEntry(provider)) return undefined;
  const load = async () => {
    const { KubeConfig } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    config.loadFromOptions({
      // Only the header is wanted: how to reach the server is decided elsewhere.
      clusters: [{ name: "chosen", server, skipTLSVerify: true }],
      users: [{ name: "chosen", authProvider: provider }],
      contexts: [{ name: "chosen", cluster: "chosen", user: "chosen" }],
      currentContext: "chosen",
    });
    return config;
  };
  let config: ReturnType<typeof load> | undefined;
  return {
    get: async () => {
      config ??= load();
      const options: { headers: Record<string, string> } = { headers: {} };
      try {
        await (await config).applyToHTTPSOptions(options);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new ClusterError("Unauthorized", `${textOf(provider, "name")} gives no credentials: ${why}`, { cause });
      }
      const authorization = options.headers.Authorization;
      return authorization === undefined ? {} : { authorization };
    },
    forget: () => {
      config = undefined;
      return false;
    },
  };
}
