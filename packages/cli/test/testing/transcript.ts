import type { Ran } from "./run.ts";

const COLORS: Readonly<Record<string, string>> = {
  "1": "bold",
  "2": "dim",
  "31": "red",
  "32": "green",
  "33": "yellow",
  "34": "blue",
  "35": "magenta",
  "36": "cyan",
};

/** A call and what came of it, to be read: stdout as it is, stderr behind `2>`, the exit code; colours as `«red …»`. */
export function transcript(line: string, { stdout, stderr, exitCode }: Ran): string {
  const end = stdout === "" || stdout.endsWith("\n") ? "" : "(no line feed at the end)\n";
  const errors = stderr.replace(/\n$/, "").split("\n");
  const err = stderr === "" ? "" : `${errors.map((l) => `2> ${l}`.trimEnd()).join("\n")}\n`;
  return `$ ${line}\n${readable(stdout)}${end}${readable(err)}[exit ${exitCode}]\n`;
}

function readable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
  return text.replace(/\u001b\[(\d+)m/g, (_, code: string) => (code in COLORS ? `«${COLORS[code]} ` : "»"));
}
