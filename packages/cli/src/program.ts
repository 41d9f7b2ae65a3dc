import { Command, CommanderError } from "commander";
import { callErrorText } from "./call-error.ts";
import { applyCommand } from "./commands/apply.ts";
import { completionCommand } from "./commands/completion.ts";
import { deleteCommand } from "./commands/delete.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { envCommand } from "./commands/env.ts";
import { explainCommand } from "./commands/explain.ts";
import { graphCommand } from "./commands/graph.ts";
import { importCommand } from "./commands/import.ts";
import { lintCommand } from "./commands/lint.ts";
import { logsCommand } from "./commands/logs.ts";
import { optionsCommand } from "./commands/options.ts";
import { outputsCommand } from "./commands/outputs.ts";
import { postRenderCommand } from "./commands/post-render.ts";
import { renderCommand } from "./commands/render.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { schemaCommand } from "./commands/schema.ts";
import { statusCommand } from "./commands/status.ts";
import { treeCommand } from "./commands/tree.ts";
import { versionCommand } from "./commands/version.ts";
import { waitCommand } from "./commands/wait.ts";
import { whyCommand } from "./commands/why.ts";
import { EXIT } from "./exit.ts";
import { acceptGlobalFlags } from "./flags.ts";
import { helmFlags, isHelm, withoutHelmsOwn } from "./helm-flags.ts";
import { formatHelp } from "./help.ts";
import type { Host } from "./host.ts";
import { type FlagShapes, normalizeFlags } from "./pflag.ts";
import type { Verb } from "./verb.ts";
import { VERSION } from "./version.ts";

/** Verbs by their names, in the order in which help shows them. */
const GROUPS: readonly (readonly [group: string, verbs: Readonly<Record<string, Verb>>])[] = [
  [
    "Author:",
    {
      render: renderCommand,
      lint: lintCommand,
      graph: graphCommand,
      explain: explainCommand,
      schema: schemaCommand,
      import: importCommand,
    },
  ],
  ["Deploy:", { apply: applyCommand, wait: waitCommand, delete: deleteCommand, "post-render": postRenderCommand }],
  ["Branches:", { env: envCommand }],
  [
    "Observe:",
    { status: statusCommand, tree: treeCommand, why: whyCommand, logs: logsCommand, outputs: outputsCommand },
  ],
  [
    "Self:",
    {
      doctor: doctorCommand,
      version: versionCommand,
      options: optionsCommand,
      completion: completionCommand,
      sandbox: sandboxCommand,
    },
  ],
];

/** Runs one call of the program and returns its exit code. Throws what a verb throws. */
export async function runProgram(host: Host, given: readonly string[]): Promise<number> {
  const argv = withoutHelmsOwn(host, given);
  if (argv.some((word) => word.startsWith("--context")))
    await (await import("./helm-namespace.ts")).refuseOtherNamespace(host, argv);
  let code: number = EXIT.ok;
  const done = (c: number) => {
    code = c;
  };
  const program = createProgram(host, done, { only: argv[0] });
  const shapes = shapesOf(program);
  const words = normalizeFlags(argv, shapes, helmFlags(host));
  try {
    await program.parseAsync(asksForHelp(words, shapes) ? [...words, "--help"] : words, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are answers; anything else that commander ends with is a call that it could not read.
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

/** As with kubectl, a call without a verb asks which ones there are. */
function asksForHelp(words: readonly string[], { verbs }: FlagShapes): boolean {
  return words.length === 0 || (words.length === 1 && (verbs.get(words[0]!)?.size ?? 0) > 0);
}

/** The tree of verbs; of `only`, where that is one, because making all of them takes as long as a file takes to be read. */
export function createProgram(
  host: Host,
  done: (code: number) => void,
  { only }: { readonly only?: string | undefined } = {},
): Command {
  const program = new Command(host.name)
    .description("Orchestrates Helm releases that wait for one another and take one another's outputs.")
    .version(VERSION, "-V, --version", "print the version");
  for (const [group, verbs] of GROUPS) {
    program.commandsGroup(group);
    for (const [name, verb] of Object.entries(verbs))
      if (!isVerb(only) || name === only)
        program.addCommand(verb(host, done), { hidden: name === "sandbox" && isHelm(host) });
  }
  return speakFor(host, program);
}

function isVerb(word: string | undefined): boolean {
  return word !== undefined && GROUPS.some(([, verbs]) => Object.hasOwn(verbs, word));
}

/** Commander's texts go through the host in our words, and it throws instead of leaving the process. */
function speakFor(host: Host, command: Command): Command {
  for (const child of command.commands) speakFor(host, child);
  if (command.parent !== null && command.commands.length === 0) acceptGlobalFlags(command);
  return command
    .exitOverride()
    .helpCommand(false)
    .configureHelp({ formatHelp: (of, helper) => formatHelp(host, of, helper) })
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => host.stdout.columns || 100,
      getErrHelpWidth: () => host.stderr.columns || 100,
      getOutHasColors: () => true, // what is painted is decided by the style, not here
      outputError: (text, write) => write(callErrorText(host, command, text)),
    });
}

/** What the normaliser must know of verbs and flags. */
function shapesOf(program: Command): FlagShapes {
  const booleans = new Map<string, string>();
  const valued = new Set<string>();
  const bare = new Map<string, string>();
  for (const command of [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)]) {
    for (const { long, short, required, optional, presetArg } of command.options) {
      const spellings = [long, short].filter((s) => s !== undefined);
      for (const spelling of spellings) {
        if (required) valued.add(spelling);
        else if (!optional && long !== undefined) booleans.set(spelling, long);
        else if (typeof presetArg === "string") bare.set(spelling, presetArg);
      }
    }
  }
  // A letter means what it does with a value to one verb (-f FILE) and none to another: each is read as it stands.
  for (const spelling of valued) booleans.delete(spelling);
  return {
    verbs: new Map(program.commands.map((c) => [c.name(), new Set(c.commands.map((below) => below.name()))])),
    booleans,
    valued,
    bare,
  };
}
