import { parseDuration } from "@upstart/engine/duration";
import { Command, InvalidArgumentError, Option } from "commander";
import { addObserveFlags, addOutputFlag, durationFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { LogsFlags } from "../verbs/logs.ts";

/** `logs`: what the pods of releases wrote. */
export const logsCommand: Verb = (host, done) => {
  const command = new Command("logs")
    .summary("print the logs of the pods of releases, or of those that failed")
    .description(
      "Prints what the containers of releases wrote, those of hook Jobs too. Where there are several, each line begins with release/pod/container. --failed prints the logs of containers that are in trouble, of the life that crashed where they run again, and what is kept in the status where the pod is gone. Exit 0 also where there is nothing to print, 3 when a log cannot be reached.",
    )
    .argument("<names...>", "services, environments or releases");
  return addOutputFlag(addObserveFlags(command), ["text", "json", "yaml"])
    .option("--failed", "only of containers that are in trouble, and of Jobs that failed")
    .option("-f, --follow", "go on as lines come, with pods that come later")
    .addOption(
      new Option(
        "--tail <lines>",
        "the last so many lines of each, -1 for all (default: all of one, 10 of each of several, 50 where they failed)",
      ).argParser(linesFlag),
    )
    .addOption(
      new Option("--since <duration>", "lines that are newer than this").argParser(durationFlag(parseDuration)),
    )
    .option("-c, --container <name>", "only of containers of this name")
    .option("-p, --previous", "of the containers' life before this one")
    .option("--timestamps", "with the time of each line")
    .option("--show-secrets", "show secret outputs that are in lines, instead of (sensitive)")
    .action(async (names: string[], flags: LogsFlags) => {
      const { logs } = await import("../verbs/logs.ts");
      done(await logs(host, flags, names));
    });
};

/** As kubectl reads it. */
function linesFlag(text: string): number {
  const lines = Number(text);
  if (!Number.isSafeInteger(lines) || lines < -1)
    throw new InvalidArgumentError("It is a whole number, or -1 for all lines.");
  return lines;
}
