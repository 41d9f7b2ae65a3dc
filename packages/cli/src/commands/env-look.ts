import { EXIT } from "../exit.ts";
import { addObserveFlags, addOutputFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { EnvListFlags } from "../verbs/env-list.ts";
import { addEnvFlags, type EnvFlags, envVerb, envVerbOfOne, loadSession } from "./env-flags.ts";

/** `env list`: all of them, a line each. */
export const envListCommand: Verb = (host, done) =>
  addOutputFlag(addObserveFlags(envVerb("list", "list them: whose, how they stand, when they go and why")), [
    "text",
    "wide",
    "json",
    "yaml",
  ])
    .option("--mine", "only those that are yours")
    .option("--all", "those that have ended within seven days, too")
    .option("--expiring", "only those that are about to go")
    .option("--no-headers", "leave the header out")
    .action(async (flags: EnvListFlags) => {
      const [{ withSession }, { envList }] = await Promise.all([loadSession(), import("../verbs/env-list.ts")]);
      await withSession(host, flags, (session) => envList(host, flags, session));
      done(EXIT.ok);
    });

/** `env get`: one of them, and whether it is ready. */
export const envGetCommand: Verb = (host, done) =>
  envVerbOfOne("get", "show one of them; exit 1 where it is not ready").action(
    async (name: string, flags: EnvFlags) => {
      const [{ withSession }, { envGet }] = await Promise.all([loadSession(), import("../verbs/env-get.ts")]);
      done(await withSession(host, flags, (session) => envGet(host, flags, session, name)));
    },
  );

/** `env url`: its URL, for scripts. */
export const envUrlCommand: Verb = (host, done) =>
  envVerbOfOne("url", "print the URL alone").action(async (name: string, flags: EnvFlags) => {
    const [{ withSession }, { envUrl }] = await Promise.all([loadSession(), import("../verbs/env-get.ts")]);
    await withSession(host, flags, (session) => envUrl(host, flags, session, name));
    done(EXIT.ok);
  });

/** `env explain`: its history. */
export const envExplainCommand: Verb = (host, done) =>
  envVerbOfOne("explain", "say who or what made, kept or ended it, and what comes next").action(
    async (name: string, flags: EnvFlags) => {
      const [{ withSession }, { envExplain }] = await Promise.all([loadSession(), import("../verbs/env-explain.ts")]);
      await withSession(host, flags, (session) => envExplain(host, flags, session, name));
      done(EXIT.ok);
    },
  );

/** `env diff`: two of them. */
export const envDiffCommand: Verb = (host, done) =>
  addEnvFlags(
    envVerb("diff", "say what two of them say differently, by service; exit 1 where they do")
      .argument("<environment>", "NAME or NAMESPACE/NAME")
      .argument("<other>", "another one"),
  ).action(async (a: string, b: string, flags: EnvFlags) => {
    const [{ withSession }, { envDiff }] = await Promise.all([loadSession(), import("../verbs/env-diff.ts")]);
    done(await withSession(host, flags, (session) => envDiff(host, flags, session, [a, b])));
  });
