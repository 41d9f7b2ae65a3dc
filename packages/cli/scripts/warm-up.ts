// Runs verbs of the built program, and keeps beside it what V8 has compiled of it by then: see bin/warm-start.js.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveApi } from "./warm-up/api.ts";
import { CALLS } from "./warm-up/calls.ts";
import { writeFiles } from "./warm-up/files.ts";

const folder = await mkdtemp(join(tmpdir(), "upstart-warm-up-"));
const api = await serveApi();
try {
  const env = await writeFiles(folder, api.url);
  for (const args of CALLS) await call(args, env);
} finally {
  api.close();
  await rm(folder, { recursive: true, force: true });
}

/** Each call goes on with what those before it have compiled of the same verb. Rejects where one fails. */
async function call(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const program = fileURLToPath(new URL("warm-up/call.js", import.meta.url));
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const code = await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  if (code !== 0) throw new Error(`upstart ${args.join(" ")} ended with ${code} while it was warmed up:\n${said}`);
}
