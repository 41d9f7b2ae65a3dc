import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveApi } from "./api.ts";
import { writeFiles } from "./files.ts";

/** A call of the program, and the file that is to hold what V8 has compiled of the program by its end. */
export interface WarmCall {
  readonly args: readonly string[];
  readonly code: URL;
}

/**
 * Runs calls of a program that is one script. Of two with the same file the second goes on with what the first has
 * compiled. Rejects where a call fails.
 */
export async function warmUp(script: URL, calls: readonly WarmCall[], node = process.execPath): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "upstart-warm-up-"));
  const api = await serveApi();
  try {
    const env = await writeFiles(folder, api.url);
    for (const call of calls) await run(node, script, call, { cwd: folder, env });
  } finally {
    api.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(
  node: string,
  script: URL,
  { args, code }: WarmCall,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<void> {
  const program = fileURLToPath(new URL("call.js", import.meta.url));
  const words = [program, script.href, code.href, ...args];
  const child = spawn(node, words, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const exitCode = await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  if (exitCode !== 0)
    throw new Error(`upstart ${args.join(" ")} ended with ${exitCode} while it was warmed up:\n${said}`);
}
