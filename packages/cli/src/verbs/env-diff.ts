import { differencesOf } from "../branch/differences.ts";
import { type At, environmentNamed } from "../branch/environment.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { table } from "../output/table.ts";
import { printDocument } from "../print.ts";

/** Prints what two environments say differently, by service; exit 1 where there is anything. `NAMESPACE/NAME` is of another namespace. */
export async function envDiff(
  host: Host,
  flags: OutputFlags,
  at: At,
  [a, b]: readonly [string, string],
): Promise<ExitCode> {
  const [one, other] = await Promise.all([found(host, at, a), found(host, at, b)]);
  const differences = differencesOf(one, other);
  if (flags.output !== "text")
    await printDocument(host, flags.output === "json" ? "json" : "yaml", { a, b, differences });
  else if (differences.length === 0) host.stderr.write(`${a} and ${b} say the same\n`);
  else {
    const cell = (text: string | undefined) => (text === undefined ? "-" : printable(text).replaceAll("\n", "\\n"));
    const rows = differences.map((d) => [d.service ?? "-", cell(d.what), cell(d.a), cell(d.b)]);
    host.stdout.write(table(["SERVICE", "WHAT", a, b], rows));
  }
  return differences.length === 0 ? EXIT.ok : EXIT.no;
}

function found(host: Host, at: At, text: string) {
  const [name, namespace = at.namespace] = text.split("/").reverse() as [string, string?];
  return environmentNamed(host, { ...at, namespace }, name);
}
