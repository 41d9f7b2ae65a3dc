import { Command, Option } from "commander";
import { EXIT } from "../exit.ts";
import { addObserveFlags, addOutputFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { TreeFlags } from "../verbs/tree.ts";

/** `tree`: what is made of what. */
export const treeCommand: Verb = (host, done) => {
  const command = new Command("tree")
    .summary("show environments, services, releases and their objects as a tree")
    .argument("[names...]", "services, environments or releases; all of the namespace, where none is named");
  return addOutputFlag(addObserveFlags(command), ["text", "json", "yaml"])
    .addOption(
      new Option("--show <what>", "which objects of a release").choices(["workloads", "all"]).default("workloads"),
    )
    .action(async (names: string[], flags: TreeFlags) => {
      const { tree } = await import("../verbs/tree.ts");
      await tree(host, flags, names);
      done(EXIT.ok);
    });
};
