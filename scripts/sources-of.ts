// For tests of what may import what.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of a folder that are shipped, with what each says and imports. */
export interface Sources {
  readonly files: readonly string[];
  textOf(file: string): string;
  readonly imports: readonly { readonly file: string; readonly from: string }[];
}

/** Reads what is below a folder, tests and what is for them left out. */
export function sourcesOf(folder: URL): Sources {
  const root = folder.pathname;
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (f) => f.endsWith(".ts") && !f.endsWith(".test.ts") && !f.startsWith("testing/"),
  );
  const textOf = (file: string) => readFileSync(join(root, file), "utf8");
  const imports = files.flatMap((file) =>
    [...textOf(file).matchAll(/(?:^|\n)(?:import|export)\b[^;]*?from "([^"]+)"/g)].map(([, from]) => ({
      file,
      from: from!,
    })),
  );
  return { files, textOf, imports };
}
