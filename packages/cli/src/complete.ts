import type { Command, Option } from "commander";
import type { Host } from "./host.ts";
import { createProgram } from "./program.ts";

/** Tells the shell not to offer file names. */
const NO_FILES = 4;
const DEFAULT = 0;

/**
 * kubectl's and Helm's completion protocol: the words typed so far, the last one perhaps empty; out come lines of
 * `value<TAB>description` and at the end `:directive`. Silent on stderr.
 */
export function complete(host: Host, words: readonly string[]): number {
  const last = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const program = createProgram(host, () => undefined);
  const command = before.reduce<Command>((at, word) => at.commands.find((c) => c.name() === word) ?? at, program);
  const { choices, directive } = choicesFor(program, command, before, last);
  for (const [value, text] of choices) if (value.startsWith(last)) host.stdout.write(`${value}\t${text}\n`);
  host.stdout.write(`:${directive}\n`);
  return 0;
}

function choicesFor(
  program: Command,
  command: Command,
  before: readonly string[],
  last: string,
): { choices: [string, string][]; directive: number } {
  const flag = command.options.find((o) => o.required && (o.long === before.at(-1) || o.short === before.at(-1)));
  if (flag !== undefined)
    return {
      choices: (flag.argChoices ?? []).map((c) => [c, ""]),
      directive: /file|kubeconfig|out/.test(flag.long ?? "") ? DEFAULT : NO_FILES,
    };
  if (last.startsWith("-"))
    return {
      choices: command.options.filter(isShown).map((o) => [o.long ?? o.short ?? "", o.description]),
      directive: NO_FILES,
    };
  if (command.commands.length > 0)
    return { choices: command.commands.map((c) => [c.name(), c.summary()]), directive: NO_FILES };
  const argument = command.registeredArguments[0];
  if (argument?.argChoices !== undefined)
    return { choices: argument.argChoices.map((c) => [c, ""]), directive: NO_FILES };
  return { choices: [], directive: command === program || argument?.name() !== "files" ? NO_FILES : DEFAULT };
}

function isShown(option: Option): boolean {
  return !option.hidden;
}
