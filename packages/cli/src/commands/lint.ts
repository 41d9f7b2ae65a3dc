import { Command, Option } from "commander";
import { addFileFlags, addNamespaceFlag, addOutputFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { LintFlags } from "../verbs/lint.ts";

/** `lint`: everything that is wrong in the files. Needs no cluster. */
export const lintCommand: Verb = (host, done) => {
  const command = new Command("lint")
    .summary("check the files and say everything that is wrong")
    .description(
      "Checks all files together and says everything that is wrong, each with its place and what to do.\nNeeds no cluster. Warnings alone are no failure, unless --fail-on says so.",
    )
    .argument("[files...]", "files, as with -f");
  addOutputFlag(addNamespaceFlag(addFileFlags(command)), ["text", "json", "yaml", "sarif", "github"]);
  return command
    .addOption(
      new Option("--fail-on <severity>", "exit 1 from this severity on")
        .choices(["error", "warning", "info"])
        .default("error"),
    )
    .option("--charts", "render the charts with Helm too, and check that each output that is used is in them")
    .action(async (files: string[], flags: LintFlags) => {
      const { lint } = await import("../verbs/lint.ts");
      done(await lint(host, { ...flags, filename: [...flags.filename, ...files] }));
    });
};
