import { readFile } from "node:fs/promises";
import { fetchThroughProxies } from "@upstart/clients/proxy-fetch";
import type { Log } from "@upstart/controller/runtime/log";
import { type Config, SECRET_VARIABLE, TOKEN_VARIABLE } from "../config.ts";
import type { AuthHook } from "./api.ts";
import { appAuth, tokenAuth } from "./auth.ts";
import { secretsIn } from "./signature.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the webhooks' secrets whenever they are asked for; once now, to know that they are there. Undefined where they
 * are not, which it has said then.
 */
export async function webhookSecrets(
  { webhookSecretFile: file }: Config,
  env: Environment,
  log: Log,
): Promise<(() => Promise<readonly string[]>) | undefined> {
  const read = async () => secretsIn(file === undefined ? (env[SECRET_VARIABLE] ?? "") : await readFile(file, "utf8"));
  const secrets = await read().catch((error: unknown) => {
    log.error("cannot read the secret of the webhooks", { error: String(error) });
    return [];
  });
  if (secrets.length > 0) return read;
  log.error(`there is no secret to know webhooks by; give --webhook-secret-file FILE or ${SECRET_VARIABLE}`);
  return undefined;
}

/**
 * As whom GitHub is asked: as an App, or with a token that is read anew for each question. Undefined where there are no
 * credentials, which it has said then.
 */
export async function credentials(
  { app, tokenFile, githubUrl: baseUrl }: Config,
  env: Environment,
  log: Log,
): Promise<AuthHook | undefined> {
  try {
    if (app !== undefined) {
      const privateKey = await readFile(app.privateKeyFile, "utf8");
      return appAuth({ ...app, privateKey }, { baseUrl, fetch: fetchThroughProxies(env) });
    }
    const read = async () =>
      (tokenFile === undefined ? (env[TOKEN_VARIABLE] ?? "") : await readFile(tokenFile, "utf8")).trim();
    if ((await read()) !== "") return tokenAuth(read);
    log.error(`there are no credentials for the forge; give --token-file FILE, a GitHub App or ${TOKEN_VARIABLE}`);
  } catch (error) {
    log.error("cannot read the credentials for the forge", { error: String(error) });
  }
  return undefined;
}
