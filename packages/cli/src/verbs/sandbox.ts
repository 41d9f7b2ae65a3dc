import { defaultDirectory, down, type Sandbox, SandboxError, status, up } from "@upstart/sandbox";
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
  const sandbox = await status({ directory: defaultDirectory(host.env) });
  if (sandbox !== undefined) await print(host, flags, sandbox);
  else if (flags.output === "text")
    host.stdout.write(`no sandbox is running; start one with ${host.name} sandbox up\n`);
  else await printDocument(host, flags.output === "json" ? "json" : "yaml", { running: false });
  return sandbox !== undefined;
}

/** Prints variables for a shell. */
export async function sandboxEnv(host: Host, flags: OutputFlags): Promise<void> {
  const sandbox = await status({ directory: defaultDirectory(host.env) });
  if (sandbox === undefined)
    throw new SandboxError("NotRunning", "no sandbox is running", `start one with ${host.name} sandbox up`);
  const { env, bin } = sandbox;
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
