import { formatPath } from "@upstart/engine";
import type { Fault } from "./faults.ts";

/**
 * The faults that were not there before. One that moved in a list is an old one; what was too large may stay so. There
 * may not be more of a kind than there were.
 */
export function withoutOld(faults: readonly Fault[], old: readonly Fault[]): Fault[] {
  if (old.length === 0) return [...faults];
  const left = new Map<string, number>();
  for (const fault of old) left.set(sameness(fault), (left.get(sameness(fault)) ?? 0) + 1);
  return faults.filter((fault) => {
    const count = left.get(sameness(fault)) ?? 0;
    left.set(sameness(fault), count - 1);
    return count <= 0;
  });
}

function sameness({ diagnostic: { code, message }, place, template }: Fault): string {
  // The message has the size, and less of too much is no new fault.
  return JSON.stringify(code === "ValuesTooLarge" ? [code, formatPath((template ?? place).path)] : [code, message]);
}
