import type { Verb } from "../verb.ts";
import type { EnvReviveFlags } from "../verbs/env-revive.ts";
import { addEnvFlags, addEnvTimeout, type EnvFlags, envVerb, loadSession } from "./env-flags.ts";

/** `env revive`: one that has ended, made again. */
export const envReviveCommand: Verb = (host, done) =>
  addEnvTimeout(
    addEnvFlags(
      envVerb("revive", "make one that has ended within seven days again, as it was").argument(
        "<environment>",
        "its name; env list --all shows it",
      ),
    ),
    "10m",
  )
    .option("--sha <commit>", "commit in full (default: the one that it showed)")
    .option("--no-wait", "do not wait until it is ready")
    .action(async (name: string, flags: EnvFlags & EnvReviveFlags) => {
      const [{ withSession }, { envRevive }] = await Promise.all([loadSession(), import("../verbs/env-revive.ts")]);
      done(await withSession(host, flags, (session) => envRevive(host, flags, session, name)));
    });
