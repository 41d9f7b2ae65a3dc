import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";
import type { Host } from "./host.ts";

/** Names of the contexts, clusters or users in the kubeconfig files. What cannot be read has none: completion is silent. */
export function namesInKubeconfig({ env, cwd }: Host, list: string): string[] {
  const listed = (env.KUBECONFIG ?? "").split(delimiter).filter((f) => f !== "");
  const files = listed.length > 0 ? listed : [join(env.HOME ?? homedir(), ".kube", "config")];
  return [...new Set(files.flatMap((file) => namesIn(resolve(cwd, file), list)))];
}

function namesIn(file: string, list: string): string[] {
  try {
    const config = parse(readFileSync(file, "utf8")) as Readonly<Record<string, readonly { name: string }[]>> | null;
    return (config?.[list] ?? []).map(({ name }) => String(name));
  } catch {
    return []; // a broken or missing file is for `doctor` to speak of
  }
}
