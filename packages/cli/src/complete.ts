import type { Command, Option } from "commander";
import type { ClusterFlags } from "./flags.ts";
import { helmFlags, isHelm } from "./helm-flags.ts";
import type { Host } from "./host.ts";
import { createProgram } from "./program.ts";

/** Tells the shell not to offer file names. */
const NO_FILES = 4;
const DEFAULT = 0;
/** Arguments that are names of what was applied. */
const APPLIED: ReadonlySet<string | undefined> = new Set(["names", "release"]);

/** Helm offers its own spellings of these. */
const HELMS_OWN: ReadonlySet<string | undefined> = new Set(["--namespace", "--context", "--kubeconfig"]);

interface Choices {
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly directive: number;
}

/**
 * kubectl's and Helm's completion protocol: the words typed so far, the last one perhaps empty; out come lines of
 * `value<TAB>description` and at the end `:directive`. Silent on stderr.
 */
export async function complete(host: Host, typed: readonly string[]): Promise<number> {
  const { before, last } = wordsOf(typed);
  const program = createProgram(host, () => undefined);
  const command = before.reduce<Command>((at, word) => at.commands.find((c) => c.name() === word) ?? at, program);
  const { choices, directive } = await choicesFor(host, command, before, last);
  for (const [value, text] of choices)
    if (value.startsWith(last)) host.stdout.write(text === "" ? `${value}\n` : `${value}\t${text}\n`);
  host.stdout.write(`:${directive}\n`);
  return 0;
}

/** `--output=js` is a flag and the beginning of its value; bash hands it over in three words, PowerShell an empty one as `""`. */
function wordsOf(typed: readonly string[]): { before: readonly string[]; last: string } {
  const words = typed.filter((word, i) => word !== "=" || i === typed.length - 1);
  const last = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  if (last === "=" || last === '""') return { before, last: "" };
  const [, flag, value] = /^(--[a-z-]+)=(.*)$/s.exec(last) ?? [];
  return flag === undefined ? { before, last } : { before: [...before, flag], last: value! };
}

async function choicesFor(host: Host, command: Command, before: readonly string[], last: string): Promise<Choices> {
  const flag = command.options.find((o) => o.required && (o.long === before.at(-1) || o.short === before.at(-1)));
  if (flag !== undefined) return await valuesOf(host, flag, command, before.slice(0, -1));
  if (last.startsWith("-"))
    return {
      choices: command.options
        .filter((o) => !o.hidden && !(isHelm(host) && HELMS_OWN.has(o.long)))
        .map((o) => [o.long ?? o.short ?? "", o.description]),
      directive: NO_FILES,
    };
  if (command.commands.length > 0) {
    const shown = command.createHelp().visibleCommands(command);
    return { choices: shown.map((c) => [c.name(), c.summary()]), directive: NO_FILES };
  }
  const [operand] = command.registeredArguments;
  if (operand?.argChoices !== undefined)
    return { choices: operand.argChoices.map((c) => [c, ""]), directive: NO_FILES };
  if (operand?.name() === "environment")
    return { choices: await environmentNames(host, command, before), directive: NO_FILES };
  if (command.name() === "explain" || command.name() === "schema")
    return { choices: (await import("./complete-pages.ts")).pageNames(command.name()), directive: NO_FILES };
  if (APPLIED.has(operand?.name())) return { choices: await appliedNames(host, command, before), directive: NO_FILES };
  return { choices: [], directive: operand?.name() === "files" ? DEFAULT : NO_FILES };
}

/** What was applied and is not named yet. */
async function appliedNames(host: Host, command: Command, before: readonly string[]): Promise<Choices["choices"]> {
  const { flags, operands } = readWords(host, command, before);
  if (operands.length > 0 && command.registeredArguments[0]?.variadic === false) return [];
  const { namesInCluster } = await import("./complete-cluster.ts");
  const names = await namesInCluster(host, flags, command.name() === "delete" ? "objects" : "releases");
  return names.filter(([name]) => !operands.includes(name));
}

/** Environments that are made for somebody or something, for each operand that is one. */
async function environmentNames(host: Host, command: Command, before: readonly string[]): Promise<Choices["choices"]> {
  const { flags, operands } = readWords(host, command, before);
  const next = command.registeredArguments[operands.length];
  if (next === undefined || !["environment", "other"].includes(next.name())) return [];
  const { namesInCluster } = await import("./complete-cluster.ts");
  const names = await namesInCluster(host, flags, command.name() === "revive" ? "ended" : "environments");
  return names.filter(([name]) => !operands.includes(name));
}

/** The words so far as the verb would read them; what it would refuse counts for nothing here. */
function readWords(
  host: Host,
  command: Command,
  before: readonly string[],
): { flags: ClusterFlags; operands: readonly string[] } {
  command.configureOutput({ outputError: () => undefined });
  const verbs = new Set(pathOf(command).map((name) => before.indexOf(name)));
  try {
    const { operands } = command.parseOptions([...helmFlags(host), ...before.filter((_, i) => !verbs.has(i))]);
    return { flags: command.opts(), operands };
  } catch {
    return { flags: command.opts(), operands: [] };
  }
}

/** `env`, `get`. */
function pathOf(command: Command): string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

async function valuesOf(
  host: Host,
  { argChoices, long }: Option,
  command: Command,
  before: readonly string[],
): Promise<Choices> {
  if (argChoices !== undefined) return { choices: argChoices.map((c) => [c, ""]), directive: NO_FILES };
  if (long === "--namespace") {
    const { namesInCluster } = await import("./complete-cluster.ts");
    const choices = await namesInCluster(host, readWords(host, command, before).flags, "namespaces");
    return { choices, directive: NO_FILES };
  }
  if (long === "--context" || long === "--cluster" || long === "--user") {
    const { namesInKubeconfig } = await import("./complete-kubeconfig.ts");
    return { choices: namesInKubeconfig(host, `${long.slice(2)}s`).map((n) => [n, ""]), directive: NO_FILES };
  }
  const takesFile = /file|kubeconfig|out|certificate|client-key/.test(long ?? "");
  return { choices: [], directive: takesFile ? DEFAULT : NO_FILES };
}
