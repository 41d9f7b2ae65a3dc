import type { BuildOptions } from "esbuild";

/** Of esbuild: a program as a script that is a function, as bin/warm-start.js calls it. */
export const SCRIPT = {
  format: "cjs",
  banner: { js: "(function (module, require) {" },
  footer: { js: "})" },
} satisfies BuildOptions;

/** What is ASCII throughout is read fastest. What is not, once it is bundled, is in regular expressions. */
export function asciiOf(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
