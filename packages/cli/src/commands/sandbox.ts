import { Command } from "commander";
import { CliError, EXIT } from "../exit.ts";
import { addOutputFlag, type OutputFlags } from "../flags.ts";
import { loadSandbox } from "../sandbox-part.ts";
import type { Verb } from "../verb.ts";

/** `sandbox`: a throwaway real Kubernetes API. */
export const sandboxCommand: Verb = (host, done) => {
  const command = new Command("sandbox")
    .summary("run a throwaway real Kubernetes API on this machine")
    .description(
      "Runs etcd, kube-apiserver, controller-manager and scheduler, and kwok in place of a kubelet, on free ports.\nBuilt once from Go modules (some minutes), then up in seconds. It needs Go and no container engine.",
    );
  const verb = (name: string, summary: string) =>
    addOutputFlag(command.command(name).summary(summary).description(summary), ["text", "json", "yaml"]);
  verb("up", "start it, or what has ended of it, or say where it runs").action(async (flags: OutputFlags) => {
    const { sandboxUp } = await load();
    await sandboxUp(host, flags);
    done(EXIT.ok);
  });
  verb("down", "end it and forget everything in it").action(async (flags: OutputFlags) => {
    const { sandboxDown } = await load();
    await sandboxDown(host, flags);
    done(EXIT.ok);
  });
  verb("status", "say whether it runs, and where").action(async (flags: OutputFlags) => {
    const { sandboxStatus } = await load();
    done((await sandboxStatus(host, flags)) ? EXIT.ok : EXIT.no);
  });
  verb("env", "print what a shell needs to use it").action(async (flags: OutputFlags) => {
    const { sandboxEnv } = await load();
    await sandboxEnv(host, flags);
    done(EXIT.ok);
  });
  return command;
};

async function load() {
  const sandbox = await loadSandbox();
  if (sandbox !== undefined) return sandbox;
  throw new CliError(
    EXIT.unreachable,
    "the sandbox is not a part of this installation",
    "it comes with the npm package: npx --package @upstart/cli upstart sandbox up",
  );
}
