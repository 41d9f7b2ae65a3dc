// Makes the pages that `upstart explain CODE` prints from docs/diagnostics.md. Run by `npm run generate`.
import { readFileSync, writeFileSync } from "node:fs";

const DOCS = new URL("../docs/diagnostics.md", import.meta.url);
const OUT = new URL("../packages/cli/src/diagnostics/pages.generated.ts", import.meta.url);

/** The generated file, as it should be. */
export function generatePages(): string {
  const [codes, reasons] = readFileSync(DOCS, "utf8").split("\n# Reasons at run time");
  return `// Generated from docs/diagnostics.md by \`npm run generate\`. Do not edit.
/** What docs/diagnostics.md says of each code. */
export const DIAGNOSTIC_PAGES = ${JSON.stringify(pagesOf(codes!), null, 2)} as const;

/** What it says of each reason at run time. */
export const REASON_PAGES: Readonly<Record<string, { readonly means: string; readonly todo: string }>> = ${JSON.stringify(reasonsOf(reasons!), null, 2)};
`;
}

function pagesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf("\n")), section.slice(section.indexOf("\n")).trim()]),
  );
}

/** Rows of the table: one or more reasons, what they mean, what to do. */
function reasonsOf(text: string): Record<string, { means: string; todo: string }> {
  return Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const [names, means, todo] = line.split("|").slice(1, 4);
      return [...(names ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => [
        name!,
        { means: means!.trim(), todo: todo!.trim() },
      ]);
    }),
  );
}

if (process.argv[1] === import.meta.filename) writeFileSync(OUT, generatePages());
