import { parseDuration } from "@upstart/engine/duration";
import { Command, Option } from "commander";
import { addClusterFlags, addFileFlags, addOutputFlag, countFlag, durationFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { DeleteFlags } from "../verbs/delete.ts";

/** `delete`: takes away what was applied, dependents first. */
export const deleteCommand: Verb = (host, done) => {
  const command = new Command("delete")
    .summary("take away what was applied, dependents first")
    .description(
      "Uninstalls what was applied: each release after those that need it, namespaces that were made for it last.\nWhat others still need is held, and it is said by whom.",
    )
    .argument("[names...]", "services, environments or releases that were applied");
  addOutputFlag(addClusterFlags(addFileFlags(command)), ["text", "json", "yaml"]);
  return command
    .addOption(new Option("--max-parallel <n>", "Helm processes at once").argParser(countFlag).default(4, "4"))
    .addOption(
      new Option("--progress <form>", "how to show progress, on stderr")
        .choices(["auto", "tty", "plain", "json", "none"])
        .default("auto"),
    )
    .addOption(
      new Option("--timeout <duration>", "give up waiting after this long")
        .argParser(durationFlag(parseDuration))
        .default(600_000, "10m"),
    )
    .option("--force", "also delete what others still need, and volumes that dataPolicy keeps")
    .option("--ignore-not-found", "say nothing about what is not applied")
    .action(async (names: string[], flags: DeleteFlags) => {
      const { deleteApplied } = await import("../verbs/delete.ts");
      done(await deleteApplied(host, flags, names));
    });
};
