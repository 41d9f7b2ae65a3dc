import type { Value } from "./values.ts";

/** Turns an output's text into another type; only where the reference is the whole string. */
export type Cast = "int" | "number" | "bool" | "json";

/** What each type takes, for people. */
export const ACCEPTED: Readonly<Record<Cast, string>> = {
  int: "whole numbers within ±(2^53-1), digits only",
  number: "numbers as JSON writes them",
  bool: "exactly true or false",
  json: "JSON",
};

/** The text as the type its filter names, or undefined when it is none. Nothing is guessed. */
export function cast(text: string, to: Cast): Value | undefined {
  switch (to) {
    case "int":
      return /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case "number":
      return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && isExact(Number(text))
        ? Number(text)
        : undefined;
    case "bool":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "json":
      return parseJson(text);
  }
}

function parseJson(text: string): Value | undefined {
  try {
    let exact = true;
    const value = JSON.parse(text, (_, v: Value) => {
      if (typeof v === "number" && !isExact(v)) exact = false;
      return v;
    }) as Value;
    return exact ? value : undefined;
  } catch {
    return undefined; // not JSON: the caller reports it, without the value
  }
}

/** Whether a number survives JSON: finite, and if whole, within ±(2^53-1). */
export function isExact(n: number): boolean {
  return Number.isFinite(n) && (!Number.isInteger(n) || Number.isSafeInteger(n));
}
