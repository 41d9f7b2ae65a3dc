import { Command, CommanderError } from "commander";
import { applyCommand } from "./commands/apply.ts";
import { completionCommand } from "./commands/completion.ts";
import { deleteCommand } from "./commands/delete.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainCommand } from "./commands/explain.ts";
import { graphCommand } from "./commands/graph.ts";
import { lintCommand } from "./commands/lint.ts";
import { outputsCommand } from "./commands/outputs.ts";
import { renderCommand } from "./commands/render.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { schemaCommand } from "./commands/schema.ts";
import { statusCommand } from "./commands/status.ts";
import { treeCommand } from "./commands/tree.ts";
import { versionCommand } from "./commands/version.ts";
import { waitCommand } from "./commands/wait.ts";
import { whyCommand } from "./commands/why.ts";
import { EXIT } from "./exit.ts";
import type { Host } from "./host.ts";
import { normalizeFlags } from "./pflag.ts";
import { VERSION } from "./version.ts";

/** A verb: defines itself, and loads what it needs only when it is called. Returns its exit code through `done`. */
export type Verb = (host: Host, done: (code: number) => void) => Command;

const GROUPS: readonly (readonly [string, readonly Verb[]])[] = [
  ["Author:", [renderCommand, lintCommand, graphCommand, explainCommand, schemaCommand]],
  ["Deploy:", [applyCommand, waitCommand, deleteCommand]],
  ["Observe:", [statusCommand, treeCommand, whyCommand, outputsCommand]],
  ["Self:", [doctorCommand, versionCommand, completionCommand, sandboxCommand]],
];

/** Runs one call of the program and returns its exit code. Throws what a verb throws. */
export async function runProgram(host: Host, argv: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  const program = createProgram(host, (c) => {
    code = c;
  });
  try {
    await program.parseAsync(normalizeFlags(argv, flagsOf(program)), { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are answers; anything else that commander ends with is a call that it could not read.
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

/** The tree of verbs. */
export function createProgram(host: Host, done: (code: number) => void): Command {
  const program = new Command(host.name)
    .description("Services of Helm releases that wait for one another and take one another's outputs.")
    .version(VERSION, "-V, --version", "print the version")
    .configureHelp({ sortSubcommands: false, sortOptions: false })
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      () => `\n${host.name} VERB --help tells more of a verb; ${host.name} explain CODE of a diagnostic.`,
    );
  for (const [group, verbs] of GROUPS) {
    program.commandsGroup(group);
    for (const verb of verbs) program.addCommand(quiet(host, verb(host, done)));
  }
  return quiet(host, program);
}

/** Commander's texts go through the host, and it throws instead of leaving the process. */
function quiet(host: Host, command: Command): Command {
  for (const child of command.commands) quiet(host, child);
  return command
    .exitOverride()
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => host.stdout.columns || 100,
      getErrHelpWidth: () => host.stderr.columns || 100,
      outputError: (text, write) =>
        write(`${text.trimEnd()}\n  see ${host.name}${command.parent === null ? "" : ` ${command.name()}`} --help\n`),
    });
}

/** Which flags take no value, and which may stand without one: what the normaliser must know. */
function flagsOf(program: Command): { booleans: Set<string>; bare: Map<string, string> } {
  const booleans = new Set<string>();
  const bare = new Map<string, string>();
  for (const command of [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)]) {
    for (const option of command.options) {
      const name = option.long?.replace(/^--(?:no-)?/, "");
      if (name === undefined) continue;
      if (!option.required && !option.optional) booleans.add(name);
      if (option.optional && typeof option.presetArg === "string") bare.set(`--${name}`, option.presetArg);
    }
  }
  return { booleans, bare };
}
