import { Command, Option } from "commander";
import { EXIT } from "../exit.ts";
import type { Verb } from "../program.ts";

/** `completion`: a script for the shell. */
export const completionCommand: Verb = (host, done) =>
  new Command("completion")
    .summary("print a completion script for a shell")
    .description(
      "Prints a completion script: source <(upstart completion bash).\nkubectl completes by itself: kubectl_complete-upstart is installed beside the plugin.",
    )
    .addArgument(new Command().createArgument("<shell>", "which shell").choices(["bash", "zsh", "fish"]))
    .addOption(new Option("--program <name>", "name that the script completes").default("upstart"))
    .action(async (shell: string, { program }: { program: string }) => {
      const { completionScript } = await import("../verbs/completion.ts");
      host.stdout.write(completionScript(shell, program));
      done(EXIT.ok);
    });
