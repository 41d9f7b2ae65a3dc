import type { Command } from "commander";
import { callOf } from "./help.ts";
import type { Host } from "./host.ts";
import { errorText } from "./print.ts";

/** What commander says about a call that it cannot read, and the same in our words: what is wrong, what to do. */
const WORDS: readonly (readonly [RegExp, (found: readonly string[], command: Command) => string])[] = [
  [/^unknown option '([^']*)'/s, ([flag], command) => unknownFlag(flag!, command)],
  [/^unknown command '(.*)'/, ([verb]) => `there is no verb "${verb}"`],
  [/^option '(.*)' argument missing/, ([flags]) => `${longOf(flags!)} needs a value`],
  [
    /^option '([^']*)' argument '(.*)' is invalid\. (.*)/s,
    ([flags, value, rest]) => `${longOf(flags!)} cannot be "${value}"\n  ${allowed(rest!)}`,
  ],
  [
    /^command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)/s,
    ([value, name, rest]) => `${name!.toUpperCase()} cannot be "${value}"\n  ${allowed(rest!)}`,
  ],
  [/^missing required argument '(.*)'/, ([name]) => `${name!.toUpperCase().replace(/S$/, "")} is missing`],
  [
    /^too many arguments.* got \d+: (.*)\.$/,
    ([words], command) =>
      `unexpected operand${words!.includes(", ") ? "s" : ""} ${words}${takesFiles(command) ? "\n  files are given with -f" : ""}`,
  ],
];

/** A call that cannot be read, said in our words with where to look it up. */
export function callErrorText(host: Host, command: Command, text: string): string {
  const [first, ...more] = text.trim().split("\n");
  const said = first!.replace(/^error: /, "");
  const [pattern, words] = WORDS.find(([p]) => p.test(said)) ?? [/(.*)/s, ([all]: readonly string[]) => all!];
  const hint = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(more.join(" "))?.[1];
  const help = [
    ...(hint === undefined ? [] : [`did you mean ${hint.replace(/, ([^,]*)$/, " or $1")}?`]),
    `see ${callOf(host, command)} --help`,
  ];
  return errorText(host, words(pattern.exec(said)!.slice(1), command), help.join("\n"));
}

function takesFiles(command: Command): boolean {
  return command.options.some(({ long }) => long === "--filename");
}

function unknownFlag(word: string, command: Command): string {
  const [flag, value] = word.split(/=(.*)/s);
  const isKnown = command.options.some(({ long, short }) => long === flag || short === flag);
  return isKnown ? `${flag} cannot be "${value}"\n  it is true or false` : `unknown flag ${flag}`;
}

/** `-o, --output <form>` -> `--output` */
function longOf(flags: string): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? flags;
}

function allowed(text: string): string {
  const choices = /^Allowed choices are (.*)\.$/.exec(text)?.[1];
  if (choices !== undefined) return `it is one of ${choices}`;
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}
