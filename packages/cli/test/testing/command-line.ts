import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunOptions } from "./run.ts";

const MASKS = ["kubectl upstart", "helm upstart", "upstart"];

/** A line as people type it: `NO_COLOR=1 kubectl upstart lint -f 'a b.yaml' < input.yaml`. `COLUMNS=80` makes it a terminal. */
export function readCommandLine(line: string, cwd: string): { argv: readonly string[]; options: RunOptions } {
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+?=)"([^"]*)"|(\S+)/g)].map(
    ([, double, single, name, value, plain]) => double ?? single ?? plain ?? `${name}${value}`,
  );
  const env: Record<string, string> = {};
  while (/^[A-Z_]+=/.test(words[0] ?? "")) {
    const [name, ...value] = words.shift()!.split("=");
    env[name!] = value.join("=");
  }
  const name = MASKS.find((mask) => words.slice(0, mask.split(" ").length).join(" ") === mask);
  if (name === undefined) throw new Error(`a case calls upstart, and this does not: ${line}`);
  const rest = words.slice(name.split(" ").length);
  const redirect = rest.indexOf("<");
  const { COLUMNS, ...others } = env;
  return {
    argv: redirect === -1 ? rest : rest.slice(0, redirect),
    options: {
      name,
      cwd,
      env: others,
      ...(redirect === -1 ? {} : { stdin: readFileSync(join(cwd, rest[redirect + 1]!)) }),
      ...(COLUMNS === undefined ? {} : { terminal: Number(COLUMNS) }),
    },
  };
}
