import { CliError, EXIT } from "./exit.ts";
import type { Host } from "./host.ts";
import { printable } from "./output/printable.ts";
import { type Style, styleFor } from "./output/style.ts";
import { fold } from "./output/table.ts";

/** Prints a value as one JSON or YAML document on stdout. */
export async function printDocument(host: Host, form: "json" | "yaml", value: unknown): Promise<void> {
  host.stdout.write(await formatDocument(form, value));
}

/** A value as one JSON or YAML document. */
export async function formatDocument(form: "json" | "yaml", value: unknown): Promise<string> {
  return form === "json" ? `${JSON.stringify(value, null, 2)}\n` : (await import("./output/yaml.ts")).toYaml(value);
}

/** How to draw on a stream: colours, glyphs and width, by flag, environment and terminal. */
export function styleOf(
  host: Host,
  stream: "stdout" | "stderr",
  flags: { readonly color?: "auto" | "always" | "never" },
): Style {
  const output = host[stream];
  return styleFor({
    env: host.env,
    isTTY: output.isTTY,
    columns: output.columns,
    ...(flags.color === undefined ? {} : { color: flags.color }),
  });
}

/** What failed and what to do, as it ends on stderr: `error: …`, then a line for each thing to do. */
export function errorText(host: Host, message: string, help = ""): string {
  const { columns, paint } = styleOf(host, "stderr", {});
  const [first, ...more] = message.split("\n");
  const head = fold(`error: ${printable(first!)}`, columns, 2);
  const rest = [...more, ...help.split("\n")].map((line) => line.trim()).filter((line) => line !== "");
  return `${paint("red", "error")}${head.slice("error".length)}\n${rest.map((line) => `  ${fold(printable(line), columns, 2)}\n`).join("")}`;
}

/** For an `-o` form that a verb lists and has forgotten: our bug, said as one. */
export function unknownForm(form: string): never {
  throw new CliError(EXIT.usage, `cannot print as ${form}`);
}
