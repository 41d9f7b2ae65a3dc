// Lays out the JSON Schemas of the kinds as kubeconform and editors look for them. Run by `npm run generate`.
import { mkdirSync, writeFileSync } from "node:fs";
import { API_VERSION, SCHEMAS } from "@upstart/engine";

const ROOT = new URL("../", import.meta.url);
const [GROUP, VERSION] = API_VERSION.split("/");

/** The generated files by their paths, as they should be: `GROUP/KIND_VERSION.json`. */
export function generateSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([kind, schema]) => [
      `docs/schemas/${GROUP}/${kind.toLowerCase()}_${VERSION}.json`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
}

if (process.argv[1] === import.meta.filename)
  for (const [file, text] of Object.entries(generateSchemas())) {
    mkdirSync(new URL(".", new URL(file, ROOT)), { recursive: true });
    writeFileSync(new URL(file, ROOT), text);
  }
