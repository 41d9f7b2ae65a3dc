import type { Verb } from "../verb.ts";
import type { EnvDeleteFlags } from "../verbs/env-delete.ts";
import { addEnvTimeout, type EnvFlags, envVerbOfOne, loadSession } from "./env-flags.ts";

/** `env delete`: its end, now. */
export const envDeleteCommand: Verb = (host, done) =>
  addEnvTimeout(envVerbOfOne("delete", "end it, and wait until nothing of it is left"), "10m")
    .option("--dry-run", "only say what would go")
    .option("--no-wait", "do not wait until it is gone")
    .action(async (name: string, flags: EnvFlags & EnvDeleteFlags) => {
      const [{ withSession }, { envDelete }] = await Promise.all([loadSession(), import("../verbs/env-delete.ts")]);
      done(await withSession(host, flags, (session) => envDelete(host, flags, session, name)));
    });
