import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Step {
  readonly name: string;
  readonly run: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a composite action did. */
export interface ActionRun {
  readonly exitCode: number;
  /** Names of the steps that ran; the last one is the one that failed, if one did. */
  readonly steps: readonly string[];
  readonly log: string;
  readonly summary: string;
}

/**
 * Runs the steps of a composite action as a runner does, as far as ours uses it: inputs in `if` and `env` only, bash with
 * -e and pipefail, and the files that steps write to. What it does not know is an error.
 */
export async function runAction(
  file: string,
  given: Readonly<Record<string, string>>,
  { cwd, temp, env }: { readonly cwd: string; readonly temp: string; readonly env: NodeJS.ProcessEnv },
): Promise<ActionRun> {
  const { inputs, runs } = parse(await readFile(file, "utf8")) as Action;
  const missing = Object.keys(inputs).filter((name) => inputs[name]!.required && given[name] === undefined);
  if (missing.length > 0) throw new Error(`inputs are missing: ${missing.join(", ")}`);
  const input = (name: string) => {
    const declared = inputs[name];
    if (declared === undefined) throw new Error(`there is no input ${name}`);
    return given[name] ?? declared.default ?? "";
  };
  const [path, summary] = [join(temp, "path"), join(temp, "summary")];
  await mkdir(temp, { recursive: true });
  for (const empty of [path, summary]) await writeFile(empty, "");
  const steps: string[] = [];
  let log = "";
  let exitCode = 0;
  for (const step of runs.steps) {
    if (!holds(step.if, input)) continue;
    steps.push(step.name);
    const added = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
    const variables = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text, input)]);
    const ran = await execa(
      "bash",
      ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", filled(step.run, forbidden)],
      {
        cwd,
        reject: false,
        all: true,
        timeout: 120_000,
        env: {
          ...env,
          PATH: [...added.reverse(), env.PATH].join(":"),
          GITHUB_ACTION_PATH: join(file, ".."),
          GITHUB_PATH: path,
          GITHUB_STEP_SUMMARY: summary,
          RUNNER_TEMP: temp,
          ...(Object.fromEntries(variables) as Record<string, string>),
        },
      },
    );
    log += `${ran.all}\n`;
    exitCode = ran.exitCode ?? 1;
    if (exitCode !== 0) break;
  }
  return { exitCode, steps, log, summary: await readFile(summary, "utf8") };
}

function holds(condition: string | undefined, input: (name: string) => string): boolean {
  if (condition === undefined) return true;
  const [, name, value] = /^inputs\.([a-z-]+) == '([^']*)'$/.exec(condition) ?? [];
  if (name === undefined) throw new Error(`a condition that is not known here: ${condition}`);
  return input(name) === value;
}

function filled(text: string, input: (name: string) => string): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const [, name] = /^inputs\.([a-z-]+)$/.exec(expression) ?? [];
    if (name === undefined) throw new Error(`an expression that is not known here: ${expression}`);
    return input(name);
  });
}

function forbidden(name: string): never {
  throw new Error(`the input ${name} stands in a script, where what is in it would be run`);
}
