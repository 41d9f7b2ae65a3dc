import { Command } from "commander";
import type { Verb } from "../verb.ts";
import { envDeleteCommand } from "./env-delete.ts";
import { envDeployCommand } from "./env-deploy.ts";
import { envGcCommand } from "./env-gc.ts";
import { envDiffCommand, envExplainCommand, envGetCommand, envListCommand, envUrlCommand } from "./env-look.ts";
import { envReviveCommand } from "./env-revive.ts";
import { envExtendCommand, envSleepCommand, envWakeCommand } from "./env-wish.ts";

/** Verbs of `env`, in the order in which help shows them. */
const VERBS: readonly Verb[] = [
  envDeployCommand,
  envListCommand,
  envGetCommand,
  envUrlCommand,
  envExplainCommand,
  envExtendCommand,
  envSleepCommand,
  envWakeCommand,
  envDeleteCommand,
  envReviveCommand,
  envGcCommand,
  envDiffCommand,
];

/** `env`: environments of branches. */
export const envCommand: Verb = (host, done) => {
  const command = new Command("env")
    .summary("environments of branches: make them, look at them, end them")
    .description("Branch environments: each made from a template, at a URL of its own, and gone by itself.");
  for (const verb of VERBS) command.addCommand(verb(host, done));
  return command;
};
