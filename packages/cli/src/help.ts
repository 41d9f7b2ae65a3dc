import type { Argument, Command, Help, Option } from "commander";
import { EXAMPLES } from "./examples.ts";
import { inSpelling } from "./helm-flags.ts";
import type { Host } from "./host.ts";
import { padTo } from "./output/table.ts";
import { styleOf } from "./print.ts";

/** Lines of prose are not longer than this, however wide the terminal is. */
const WIDEST = 100;

/** The help of a command: what it does, how it is called, examples, what it takes. Help is a contract: tests hold it. */
export function formatHelp(host: Host, command: Command, helper: Help): string {
  const { paint } = styleOf(host, "stdout", {});
  const width = Math.min(helper.helpWidth ?? WIDEST, WIDEST);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", paint("bold", title), ...lines];
  const items = (rows: readonly (readonly [string, string])[], least = 0) => columns(rows, width, helper, least);
  const widestVerb = Math.max(0, ...command.commands.map((c) => c.name().length));
  const verbs = Map.groupBy(helper.visibleCommands(command), (c) => c.helpGroup().replace(/:$/, "") || "Verbs");
  const prose = (command.description() || command.summary()).replaceAll("\n", " ");
  return `${[
    helper.boxWrap(sentence(prose), width),
    ...section("Usage", [`  ${usageOf(host, command)}`]),
    ...section("Examples", examplesOf(host, command)),
    ...[...verbs].flatMap(([title, commands]) =>
      section(
        title,
        items(
          commands.map((c) => [c.name(), c.summary()]),
          widestVerb,
        ),
      ),
    ),
    ...section("Operands", items(command.registeredArguments.map((a) => [operand(a), a.description]))),
    ...section("Flags", items(helper.visibleOptions(command).map((o) => [inSpelling(host, flagTerm(o)), flagText(o)]))),
    "",
    ...notesOf(host, command).map((note) => helper.boxWrap(note, width)),
  ].join("\n")}\n`;
}

/** `-f, --filename FILE` */
export function flagTerm({ flags, short }: Option): string {
  const plain = flags.replace(/<(.+)>/, (_, name: string) => name.toUpperCase()).replace(/ \[(.+)\]/, "[=$1]");
  return short === undefined ? `    ${plain}` : plain;
}

/** What a flag does, with what it may be and what it is by itself. */
export function flagText({ description, argChoices, defaultValue, defaultValueDescription, long }: Option): string {
  if (long === "--help") return "print this help";
  if (argChoices !== undefined)
    return `${description}: ${argChoices.map((c) => (c === defaultValue ? `${c} (default)` : c)).join(", ")}`;
  const value = defaultValueDescription ?? (typeof defaultValue === "boolean" ? undefined : defaultValue);
  return value === undefined || value === "" ? description : `${description} (default: ${String(value)})`;
}

function usageOf(host: Host, command: Command): string {
  const words = [callOf(host, command)];
  if (command.commands.length > 0) words.push("VERB");
  words.push(...command.registeredArguments.map((a) => (a.required ? operand(a) : `[${operand(a)}]`)));
  return [...words, "[flags]"].join(" ");
}

/** What is typed to call a command: `kubectl upstart sandbox up`. */
export function callOf(host: Host, command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  return [host.name, ...names].join(" ");
}

function examplesOf(host: Host, command: Command): string[] {
  const path = callOf(host, command)
    .slice(host.name.length + 1)
    .trim();
  const { paint } = styleOf(host, "stdout", {});
  return (EXAMPLES[path] ?? []).flatMap(([text, call]) => [
    `  ${paint("dim", `# ${text}`)}`,
    `  ${inSpelling(host, call.replaceAll("upstart ", `${host.name} `))}`,
  ]);
}

function operand(argument: Argument): string {
  const name = argument.name().toUpperCase();
  return argument.variadic ? `${name.replace(/S$/, "")}...` : name;
}

function notesOf(host: Host, command: Command): string[] {
  if (command.parent !== null)
    return [`${host.name} options lists the flags that every verb takes: which cluster, as whom, in which colour.`];
  return [
    `${host.name} VERB --help tells more of a verb, ${host.name} explain CODE of a diagnostic.`,
    "Exit codes: 0 done or yes, 1 no, 2 called wrongly, 3 cluster, registry or Helm out of reach, 4 timed out, 5 partly applied, 130 interrupted.",
  ];
}

function columns(rows: readonly (readonly [string, string])[], width: number, helper: Help, least: number): string[] {
  const left = Math.max(least, ...rows.map(([term]) => term.length)) + 3;
  const pad = " ".repeat(left + 2);
  return rows.map(([term, text]) =>
    `  ${padTo(term, left)}${helper.boxWrap(text, Math.max(30, width - left - 2)).replaceAll("\n", `\n${pad}`)}`.trimEnd(),
  );
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.:]$/.test(capital) ? capital : `${capital}.`;
}
