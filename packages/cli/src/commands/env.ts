import { parseDuration, parseSpan } from "@upstart/engine/duration";
import { Command, InvalidArgumentError, Option } from "commander";
import { EXIT } from "../exit.ts";
import {
  addClusterFlags,
  addObserveFlags,
  addOutputFlag,
  type ClusterFlags,
  durationFlag,
  type OutputFlags,
} from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { EnvDeleteFlags } from "../verbs/env-delete.ts";
import type { EnvDeployFlags } from "../verbs/env-deploy.ts";
import type { EnvListFlags } from "../verbs/env-list.ts";
import type { EnvWaitFlags } from "../verbs/env-rest.ts";

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
    waiting(
      addOutputFlag(
        addClusterFlags(
          verb("deploy", "make the environment of a branch, or let it show another commit").argument(
            "[branch]",
            "its name (default: the workflow's, or the one that is checked out)",
          ),
        ),
        FORMS,
      ),
      "10m",
    )
      .option("--from <template>", "NAME or NAMESPACE/NAME (default: the only one there is)")
      .option("--repository <owner/name>", "repository of the branch (default: the workflow's, or that of origin)")
      .option("--ref <ref>", "branch in full, such as refs/heads/feat/cart")
      .option("--sha <commit>", "commit in full (default: the workflow's, or the branch's)")
      .option("--owner <name>", "who it is for (default: you, where it is new)")
      .option("--set <param=value>", "a param of the template; repeatable", collect)
      .option("--ttl <duration>", "how long it may be idle, such as 5d", spanText)
      .option("--real <service>", "install the service itself; repeatable", collect)
      .option("--mock <service>", "install its stand-in; repeatable", collect)
      .option("--off <service>", "leave it out; repeatable", collect)
      .option("--proxy <service=environment>", "use that of another environment; repeatable", collect)
      .option("--no-wait", "do not wait until it is ready")
      .action(async (branch: string | undefined, flags: OneFlags & EnvDeployFlags) => {
        const [{ withSession }, { envDeploy }] = await Promise.all([load(), import("../verbs/env-deploy.ts")]);
        done(await withSession(host, flags, (session) => envDeploy(host, flags, session, branch)));
      }),
  );
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
  command.addCommand(
    waiting(one("extend", "keep it for so long from now on"), "1m")
      .argument("[duration]", "such as 48h or 3d, at most 30d (default: its idle time)", spanText)
      .action(async (name: string, duration: string | undefined, flags: OneFlags & EnvWaitFlags) => {
        const [{ withSession }, { envExtend }] = await Promise.all([load(), import("../verbs/env-rest.ts")]);
        done(await withSession(host, flags, (session) => envExtend(host, flags, session, { name, duration })));
      }),
  );
  for (const [wish, summary] of RESTS)
    command.addCommand(
      waiting(one(wish, summary), "5m").action(async (name: string, flags: OneFlags & EnvWaitFlags) => {
        const [{ withSession }, { envRest }] = await Promise.all([load(), import("../verbs/env-rest.ts")]);
        done(await withSession(host, flags, (session) => envRest(host, flags, session, { name, wish })));
      }),
    );
  command.addCommand(
    waiting(one("delete", "end it, and wait until nothing of it is left"), "10m")
      .option("--dry-run", "only say what would go")
      .option("--no-wait", "do not wait until it is gone")
      .action(async (name: string, flags: OneFlags & EnvDeleteFlags) => {
        const [{ withSession }, { envDelete }] = await Promise.all([load(), import("../verbs/env-delete.ts")]);
        done(await withSession(host, flags, (session) => envDelete(host, flags, session, name)));
      }),
  );
  command.addCommand(
    addOutputFlag(
      addClusterFlags(
        verb("diff", "say what two of them say differently, by service; exit 1 where they do")
          .argument("<environment>", "NAME or NAMESPACE/NAME")
          .argument("<other>", "another one"),
      ),
      FORMS,
    ).action(async (a: string, b: string, flags: OneFlags) => {
      const [{ withSession }, { envDiff }] = await Promise.all([load(), import("../verbs/env-diff.ts")]);
      done(await withSession(host, flags, (session) => envDiff(host, flags, session, [a, b])));
    }),
  );
  return command;
};

const RESTS = [
  ["sleep", "scale it to nothing until it is woken"],
  ["wake", "wake it, in the order of its needs"],
] as const;

function waiting(command: Command, timeout: string): Command {
  return command.addOption(
    new Option("--timeout <duration>", "give up waiting after this long")
      .argParser(durationFlag(parseDuration))
      .default(parseDuration(timeout), timeout),
  );
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function spanText(text: string): string {
  if (parseSpan(text) !== undefined) return text;
  throw new InvalidArgumentError("It is a duration such as 48h or 3d.");
}

const FORMS = ["text", "json", "yaml"];
const WIDE = ["text", "wide", "json", "yaml"];

function load() {
  return import("../branch/session.ts");
}
