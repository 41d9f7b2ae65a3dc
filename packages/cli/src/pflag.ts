/**
 * Rewrites arguments from the way that kubectl and Helm read them (pflag) to the way that commander does:
 * `--wait=false` -> `--no-wait`, `--wait=true` -> `--wait`, a bare `--dry-run` -> `--dry-run=client`. What follows
 * `--` stays.
 */
export function normalizeFlags(
  argv: readonly string[],
  flags: { readonly booleans: ReadonlySet<string>; readonly bare: ReadonlyMap<string, string> },
): string[] {
  const end = argv.indexOf("--");
  const own = end === -1 ? argv : argv.slice(0, end);
  return [...own.map((argument) => normalizeFlag(argument, flags)), ...argv.slice(own.length)];
}

function normalizeFlag(argument: string, { booleans, bare }: Parameters<typeof normalizeFlags>[1]): string {
  const value = bare.get(argument);
  if (value !== undefined) return `${argument}=${value}`;
  const [, name, given] = /^--([a-z][a-z0-9-]*)=(.*)$/.exec(argument) ?? [];
  if (name === undefined || !booleans.has(name)) return argument;
  if (/^(?:true|t|1)$/i.test(given!)) return `--${name}`;
  if (/^(?:false|f|0)$/i.test(given!)) return `--no-${name}`;
  return argument; // commander says what is wrong
}
