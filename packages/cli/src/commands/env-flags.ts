import { parseDuration, parseSpan } from "@upstart/engine/duration";
import { Command, InvalidArgumentError, Option } from "commander";
import { addClusterFlags, addOutputFlag, type ClusterFlags, durationFlag, type OutputFlags } from "../flags.ts";

/** Flags that every verb of `env` has. */
export type EnvFlags = ClusterFlags & OutputFlags;

/** A verb of `env` that nothing is said of yet but its name and what it is for. */
export function envVerb(name: string, summary: string): Command {
  return new Command(name).summary(summary).description(`${summary}.`);
}

/** A verb of `env` about one environment that there is. */
export function envVerbOfOne(name: string, summary: string): Command {
  return addEnvFlags(envVerb(name, summary).argument("<environment>", "name of an environment"));
}

/** Which cluster, and how to print. */
export function addEnvFlags(command: Command): Command {
  return addOutputFlag(addClusterFlags(command), ["text", "json", "yaml"]);
}

/** `--timeout`, of verbs that wait for the controllers. */
export function addEnvTimeout(command: Command, timeout: string): Command {
  return command.addOption(
    new Option("--timeout <duration>", "give up waiting after this long")
      .argParser(durationFlag(parseDuration))
      .default(parseDuration(timeout), timeout),
  );
}

/** What a flag that is said again collects. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** A span as the templates write it; it stays text, and is looked at here so that a slip is one of usage. */
export function spanText(text: string): string {
  if (parseSpan(text) !== undefined) return text;
  throw new InvalidArgumentError("It is a duration such as 48h or 3d.");
}

/** What every verb of `env` needs once it runs. */
export function loadSession() {
  return import("../branch/session.ts");
}
