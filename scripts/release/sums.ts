import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

/** The sums of files, written into one more file as `sha256sum --check` reads it. */
export function sumsOf(files: readonly string[], into: string): { readonly file: string; readonly sum: string }[] {
  const sums = files.map((file) => ({ file, sum: createHash("sha256").update(readFileSync(file)).digest("hex") }));
  writeFileSync(into, sums.map(({ file, sum }) => `${sum}  ${basename(file)}\n`).join(""));
  return sums;
}
