const UNITS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
};

/** How long a release may take when its spec does not say. */
export const DEFAULT_TIMEOUT_MS = 300_000;

/** A Go duration (`1h30m`, `90s`, `1.5m`) in milliseconds, or undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|µs|ns))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g))
    total += Number(amount) * UNITS[unit!]!;
  return total;
}

/** A duration that may have days (`5d`, `1d12h`) in milliseconds, or undefined when it is none. */
export function parseSpan(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unit === "d" ? DAY_MS : UNITS[unit!]!),
    0,
  );
}

const DAY_MS = 86_400_000;
