import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addObserveFlags, addOutputFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { OutputsFlags } from "../verbs/outputs.ts";

/** `outputs`: what releases publish, and who uses it. */
export const outputsCommand: Verb = (host, done) => {
  const command = new Command("outputs")
    .summary("show what releases publish, where it is kept and who uses it")
    .argument("[names...]", "services, environments or releases; all of the namespace, where none is named");
  return addOutputFlag(addObserveFlags(command), ["text", "env", "json", "yaml"])
    .option("--show-secrets", "show secret values, instead of (sensitive)")
    .action(async (names: string[], flags: OutputsFlags) => {
      const { outputs } = await import("../verbs/outputs.ts");
      await outputs(host, flags, names);
      done(EXIT.ok);
    });
};
