import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addObserveFlags, addOutputFlag, type OutputFlags } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { ObserveFlags } from "../verbs/observe.ts";

/** `why`: the chain of what keeps a release waiting. */
export const whyCommand: Verb = (host, done) => {
  const command = new Command("why")
    .summary("show what keeps a release from being ready, down to the first cause")
    .description("Follows what a release waits for down to the first cause. Exit 0 when it is ready, 1 when not.")
    .argument("<release>", "a release, a service or an environment");
  return addOutputFlag(addObserveFlags(command), ["text", "json", "yaml"]).action(
    async (name: string, flags: ObserveFlags & OutputFlags) => {
      const { why } = await import("../verbs/why.ts");
      done((await why(host, flags, name)) ? EXIT.ok : EXIT.no);
    },
  );
};
