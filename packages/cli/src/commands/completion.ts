import { Command, Option } from "commander";
import { EXIT } from "../exit.ts";
import type { Verb } from "../verb.ts";

/** `completion`: a script for the shell. */
export const completionCommand: Verb = (host, done) =>
  new Command("completion")
    .summary("print a completion script for a shell")
    .description(
      'Prints a completion script. What is applied and namespaces are asked of the cluster, if it answers at once.\nkubectl completes its plugins by itself, where kubectl_complete-upstart is on the PATH. npm brings it; for krew, "kubectl" prints it. helm completion completes its plugins, too.',
    )
    .addArgument(
      new Command()
        .createArgument("<shell>", "which shell: bash, zsh, fish or powershell; or kubectl")
        .choices(["bash", "zsh", "fish", "powershell", "kubectl"]),
    )
    .addOption(
      new Option("--program <name>", "name that the script completes").default(
        host.name === "kubectl upstart" ? "kubectl-upstart" : "upstart",
      ),
    )
    .action(async (shell: string, { program }: { program: string }) => {
      const { completionScript } = await import("../verbs/completion.ts");
      host.stdout.write(completionScript(shell, program));
      done(EXIT.ok);
    });
