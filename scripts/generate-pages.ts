// Makes the pages that `upstart explain CODE` prints from docs/diagnostics.md. Run by `npm run generate`.
import { readFileSync, writeFileSync } from "node:fs";

const DOCS = new URL("../docs/diagnostics.md", import.meta.url);
const OUT = new URL("../packages/cli/src/diagnostics/pages.generated.ts", import.meta.url);

/** The generated file, as it should be. */
export function generatePages(): string {
  const [codes] = readFileSync(DOCS, "utf8").split("\n# Reasons at run time");
  const pages = Object.fromEntries(
    codes!
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf("\n")), section.slice(section.indexOf("\n")).trim()]),
  );
  return `// Generated from docs/diagnostics.md by \`npm run generate\`. Do not edit.\n/** What docs/diagnostics.md says of each code. */\nexport const DIAGNOSTIC_PAGES = ${JSON.stringify(pages, null, 2)} as const;\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(OUT, generatePages());
