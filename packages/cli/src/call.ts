import { EXIT } from "./exit.ts";
import type { Host } from "./host.ts";

/** Runs one call of the program. Returns its exit code and never throws: what went wrong is said on stderr. */
export async function call(host: Host, argv: readonly string[]): Promise<number> {
  try {
    return await run(host, argv);
  } catch (error) {
    const { exitCode, text } = (await import("./explain-error.ts")).explainError(host, error);
    host.stderr.write(text);
    return exitCode;
  }
}

async function run(host: Host, argv: readonly string[]): Promise<number> {
  const [first] = argv;
  if (argv.length === 1 && (first === "--version" || first === "-V")) {
    // Answered without loading anything: shells and scripts ask often.
    host.stdout.write(`${(await import("./version.ts")).VERSION}\n`);
    return EXIT.ok;
  }
  if (first === "__complete") return await (await import("./complete.ts")).complete(host, argv.slice(1));
  return await (await import("./program.ts")).runProgram(host, argv);
}
