import { InvalidArgumentError } from "commander";

/** What `--for` says, in our words or in kubectl's for the same: `ready`, `deleted` or `output=KEY`. Throws InvalidArgumentError. */
export function waitedFor(text: string): string {
  if (/^(?:ready|deleted|output=.+)$/.test(text)) return text;
  if (text === "delete") return "deleted";
  const [, condition, value = "true"] = /^condition=([^=]+)(?:=(.*))?$/.exec(text) ?? [];
  if (condition?.toLowerCase() === "ready" && value.toLowerCase() === "true") return "ready";
  const isKubectls = condition !== undefined || text.startsWith("jsonpath=");
  throw new InvalidArgumentError(
    isKubectls
      ? "It is ready, deleted or output=KEY. For other conditions and fields of an object there is kubectl wait."
      : "It is ready, deleted or output=KEY; delete and condition=Ready are understood, too.",
  );
}
