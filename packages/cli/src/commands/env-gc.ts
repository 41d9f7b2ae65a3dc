import { addObserveFlags, addOutputFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { EnvGcFlags } from "../verbs/env-gc.ts";
import { envVerb, loadSession } from "./env-flags.ts";

/** `env gc`: what is over, and its end. */
export const envGcCommand: Verb = (host, done) =>
  addOutputFlag(addObserveFlags(envVerb("gc", "say what is over or left behind, and why; delete it with --yes")), [
    "text",
    "json",
    "yaml",
  ])
    .option("-y, --yes", "delete what goes, without asking")
    .option("--dry-run", "only say it, and ask nothing")
    .action(async (flags: EnvGcFlags) => {
      const [{ withSession }, { envGc }] = await Promise.all([loadSession(), import("../verbs/env-gc.ts")]);
      done(await withSession(host, flags, (session) => envGc(host, flags, session)));
    });
