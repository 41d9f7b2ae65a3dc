import { parseDuration } from "@upstart/engine/duration";
import { Command, Option } from "commander";
import { addClusterFlags, addFileFlags, addOutputFlag, countFlag, durationFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { ApplyFlags } from "../verbs/apply.ts";

/** `apply`: makes what the files say real, and waits until it is ready. */
export const applyCommand: Verb = (host, done) => {
  const command = new Command("apply")
    .summary("install and upgrade what the files say, in order, and wait until it is ready")
    .description(
      "Installs and upgrades each release as soon as what it needs is ready and its outputs are there,\nand waits until everything is. What has not changed costs no Helm call.",
    );
  addOutputFlag(addClusterFlags(addFileFlags(command)), ["text", "json", "yaml"]);
  return command
    .addOption(
      new Option("--timeout <duration>", "give up waiting after this long")
        .argParser(durationFlag(parseDuration))
        .default(600_000, "10m"),
    )
    .addOption(new Option("--max-parallel <n>", "Helm processes at once").argParser(countFlag).default(4, "4"))
    .addOption(
      new Option("--dry-run [how]", "only show the plan").choices(["none", "client"]).preset("client").default("none"),
    )
    .addOption(
      new Option("--progress <form>", "how to show progress, on stderr")
        .choices(["auto", "tty", "plain", "json", "none"])
        .default("auto"),
    )
    .addOption(
      new Option(
        "--server-side [bool]",
        "hand the objects to the controllers, or with =false not; auto: where they run",
      )
        .choices(["auto", "true", "false"])
        .preset("true")
        .default("auto"),
    )
    .option("--force-conflicts", "take over fields that others manage, where the controllers carry it out")
    .option("--take-ownership", "leave to the controllers what was applied from a client, as it is")
    .option("--create-namespace", "make the namespace of services that are in no environment, if it is not there")
    .action(async (flags: ApplyFlags) => {
      const { apply } = await import("../verbs/apply.ts");
      done(await apply(host, flags));
    });
};
