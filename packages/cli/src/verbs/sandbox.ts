import { defaultDirectory, down, type Health, health, type Sandbox, SandboxError, up } from "@upstart/sandbox";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printDocument, styleOf } from "../print.ts";

/** Starts the sandbox and says how to use it. */
export async function sandboxUp(host: Host, flags: OutputFlags): Promise<void> {
  const sandbox = await up({
    directory: defaultDirectory(host.env),
    onProgress: (line) => host.stderr.write(`${line}\n`),
  });
  await print(host, flags, sandbox);
}

/** Ends the sandbox. */
export async function sandboxDown(host: Host, flags: OutputFlags): Promise<void> {
  const wasRunning = await down({ directory: defaultDirectory(host.env) });
  if (flags.output === "text")
    host.stdout.write(wasRunning ? "the sandbox is gone, and all that was in it\n" : "no sandbox was running\n");
  else await printDocument(host, flags.output === "json" ? "json" : "yaml", { running: false, wasRunning });
}

/** Prints whether it runs; whether it does. */
export async function sandboxStatus(host: Host, flags: OutputFlags): Promise<boolean> {
  const found = await health({ directory: defaultDirectory(host.env) });
  if (found?.ended.length === 0) {
    await print(host, flags, found.sandbox);
    return true;
  }
  if (flags.output !== "text") {
    const ended = found === undefined ? {} : { ended: found.ended };
    await printDocument(host, flags.output === "json" ? "json" : "yaml", { running: false, ...ended });
    return false;
  }
  const style = styleOf(host, "stdout", flags);
  host.stdout.write(
    found === undefined
      ? `no sandbox is running; start one with ${host.name} sandbox up\n`
      : `${style.paint("red", style.glyphs.failed)} the sandbox does not work: ${endedText(found)}\n  last words   ${found.ended.map((e) => e.log).join(", ")}\n  mend it      ${host.name} sandbox up\n`,
  );
  return false;
}

/** What has ended of the sandbox, in words; undefined where there is none, or nothing. */
export async function ailmentOfSandbox(host: Host): Promise<string | undefined> {
  const found = await health({ directory: defaultDirectory(host.env) });
  return found === undefined || found.ended.length === 0 ? undefined : endedText(found);
}

function endedText({ ended, sandbox }: Health): string {
  const names = ended.map((e) => e.name);
  if (names.length === sandbox.processes.length) return "all of its programs have ended";
  return `${names.join(", ")} ${names.length === 1 ? "has" : "have"} ended`;
}

/** Prints variables for a shell. */
export async function sandboxEnv(host: Host, flags: OutputFlags): Promise<void> {
  const found = await health({ directory: defaultDirectory(host.env) });
  if (found === undefined)
    throw new SandboxError("NotRunning", "no sandbox is running", `start one with ${host.name} sandbox up`);
  if (found.ended.length > 0)
    throw new SandboxError("NotRunning", `the sandbox does not work: ${endedText(found)}`, `${host.name} sandbox up`);
  const { env, bin } = found.sandbox;
  if (flags.output !== "text") {
    await printDocument(host, flags.output === "json" ? "json" : "yaml", { env, path: bin });
    return;
  }
  const exports = Object.entries(env).map(([key, value]) => `export ${key}=${quote(value)}\n`);
  host.stdout.write(`${exports.join("")}export PATH=${quote(bin)}:"$PATH"\n`);
}

async function print(host: Host, flags: OutputFlags, sandbox: Sandbox): Promise<void> {
  const { server, kubeconfig, chartRepository, env, processes, directory } = sandbox;
  if (flags.output !== "text") {
    await printDocument(host, flags.output === "json" ? "json" : "yaml", {
      running: true,
      server,
      kubeconfig,
      chartRepository,
      env,
      directory,
      processes,
    });
    return;
  }
  const style = styleOf(host, "stdout", flags);
  host.stdout.write(
    `${style.paint("green", style.glyphs.ok)} the sandbox is up at ${server}\n  charts       ${chartRepository} as upstart-charts\n  kubeconfig   ${kubeconfig}\n  use it       eval "$(${host.name} sandbox env)"\n  end it       ${host.name} sandbox down\n`,
  );
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
