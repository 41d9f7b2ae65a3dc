import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ensureTools } from "@upstart/sandbox";

/** kubectl of the PATH, else the one that the sandbox builds. */
export async function findKubectl(): Promise<string> {
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "kubectl"))
    .find((file) => existsSync(file));
  return (
    found ??
    join(await ensureTools(["kubernetes"], { onProgress: (line) => process.stderr.write(`${line}\n`) }), "kubectl")
  );
}
