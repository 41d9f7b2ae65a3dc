import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addObserveFlags, addOutputFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { StatusFlags } from "../verbs/status.ts";

/** `status`: a row a release. */
export const statusCommand: Verb = (host, done) => {
  const command = new Command("status")
    .summary("show whether what was applied is ready, a row a release")
    .description(
      "Shows each release with its state and what it waits for, those that others need first. Exit 0 when all are ready, suspended or asleep, 1 when not. On a narrow terminal the less important columns give way, then names are cut; -o wide has all.",
    )
    .argument("[names...]", "services, environments or releases; all of the namespace, where none is named");
  return addOutputFlag(addObserveFlags(command), ["text", "wide", "json", "yaml"])
    .option("--no-headers", "leave the header out")
    .action(async (names: string[], flags: StatusFlags) => {
      const { status } = await import("../verbs/status.ts");
      done((await status(host, flags, names)) ? EXIT.ok : EXIT.no);
    });
};
