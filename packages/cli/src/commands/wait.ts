import { parseDuration } from "@upstart/engine/duration";
import { Command, Option } from "commander";
import { addObserveFlags, addOutputFlag, durationFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { WaitFlags } from "../verbs/wait.ts";
import { waitedFor } from "./waited-for.ts";

/** `wait`: until something is ready, deleted, or publishes an output. */
export const waitCommand: Verb = (host, done) => {
  const command = new Command("wait")
    .summary("wait until something is ready, deleted, or publishes an output")
    .description(
      "Waits, also for what is not applied yet. What is suspended is not waited for. Exit 0 when it came, 1 when it cannot come, 4 when time is over.",
    )
    .argument("<names...>", "services, environments or releases");
  return addOutputFlag(addObserveFlags(command), ["text", "json", "yaml"])
    .addOption(
      new Option("--for <what>", "ready, deleted or output=KEY; delete and condition=Ready mean the same")
        .argParser(waitedFor)
        .default("ready"),
    )
    .addOption(
      new Option("--timeout <duration>", "give up after this long")
        .argParser(durationFlag(parseDuration))
        .default(30_000, "30s"),
    )
    .action(async (names: string[], flags: WaitFlags) => {
      const { wait } = await import("../verbs/wait.ts");
      done(await wait(host, flags, names));
    });
};
