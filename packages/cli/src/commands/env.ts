import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addClusterFlags, addObserveFlags, addOutputFlag, type ClusterFlags, type OutputFlags } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { EnvListFlags } from "../verbs/env-list.ts";

type OneFlags = ClusterFlags & OutputFlags;

/** `env`: environments of branches. */
export const envCommand: Verb = (host, done) => {
  const command = new Command("env")
    .summary("environments of branches: make them, look at them, end them")
    .description("Branch environments: each made from a template, at a URL of its own, and gone by itself.");
  const verb = (name: string, summary: string) => new Command(name).summary(summary).description(`${summary}.`);
  const one = (name: string, summary: string) =>
    addOutputFlag(addClusterFlags(verb(name, summary).argument("<environment>", "name of an environment")), FORMS);

  command.addCommand(
    addOutputFlag(addObserveFlags(verb("list", "list them: whose, how they stand, when they go and why")), WIDE)
      .option("--mine", "only those that are yours")
      .option("--expiring", "only those that are about to go")
      .option("--no-headers", "leave the header out")
      .action(async (flags: EnvListFlags) => {
        const [{ withSession }, { envList }] = await Promise.all([load(), import("../verbs/env-list.ts")]);
        await withSession(host, flags, (session) => envList(host, flags, session));
        done(EXIT.ok);
      }),
  );
  command.addCommand(
    one("get", "show one of them; exit 1 where it is not ready").action(async (name: string, flags: OneFlags) => {
      const [{ withSession }, { envGet }] = await Promise.all([load(), import("../verbs/env-get.ts")]);
      done(await withSession(host, flags, (session) => envGet(host, flags, session, name)));
    }),
  );
  command.addCommand(
    one("url", "print the URL alone").action(async (name: string, flags: OneFlags) => {
      const [{ withSession }, { envUrl }] = await Promise.all([load(), import("../verbs/env-get.ts")]);
      await withSession(host, flags, (session) => envUrl(host, flags, session, name));
      done(EXIT.ok);
    }),
  );
  command.addCommand(
    one("explain", "say who or what made, kept or ended it, and what comes next").action(
      async (name: string, flags: OneFlags) => {
        const [{ withSession }, { envExplain }] = await Promise.all([load(), import("../verbs/env-explain.ts")]);
        await withSession(host, flags, (session) => envExplain(host, flags, session, name));
        done(EXIT.ok);
      },
    ),
  );
  return command;
};

const FORMS = ["text", "json", "yaml"];
const WIDE = ["text", "wide", "json", "yaml"];

function load() {
  return import("../branch/session.ts");
}
