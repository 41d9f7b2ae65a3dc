import type { Verb } from "../verb.ts";
import type { EnvWaitFlags } from "../verbs/env-rest.ts";
import { addEnvTimeout, type EnvFlags, envVerbOfOne, loadSession, spanText } from "./env-flags.ts";

/** `env extend`: a wish to keep it. */
export const envExtendCommand: Verb = (host, done) =>
  addEnvTimeout(envVerbOfOne("extend", "keep it for so long from now on"), "1m")
    .argument("[duration]", "such as 48h or 3d, at most 30d (default: its idle time)", spanText)
    .action(async (name: string, duration: string | undefined, flags: EnvFlags & EnvWaitFlags) => {
      const [{ withSession }, { envExtend }] = await Promise.all([loadSession(), import("../verbs/env-rest.ts")]);
      done(await withSession(host, flags, (session) => envExtend(host, flags, session, { name, duration })));
    });

/** `env sleep`: a wish to let it rest. */
export const envSleepCommand: Verb = rest("sleep", "scale it to nothing until it is woken");

/** `env wake`: a wish to let it work again. */
export const envWakeCommand: Verb = rest("wake", "wake it, in the order of its needs");

function rest(wish: "sleep" | "wake", summary: string): Verb {
  return (host, done) =>
    addEnvTimeout(envVerbOfOne(wish, summary), "5m").action(async (name: string, flags: EnvFlags & EnvWaitFlags) => {
      const [{ withSession }, { envRest }] = await Promise.all([loadSession(), import("../verbs/env-rest.ts")]);
      done(await withSession(host, flags, (session) => envRest(host, flags, session, { name, wish })));
    });
}
