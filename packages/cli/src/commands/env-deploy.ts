import type { Verb } from "../verb.ts";
import type { EnvDeployFlags } from "../verbs/env-deploy.ts";
import { addEnvFlags, addEnvTimeout, collect, type EnvFlags, envVerb, loadSession, spanText } from "./env-flags.ts";

/** `env deploy`: the environment of a branch, made or moved to another commit. */
export const envDeployCommand: Verb = (host, done) =>
  addEnvTimeout(
    addEnvFlags(
      envVerb("deploy", "make the environment of a branch, or let it show another commit").argument(
        "[branch]",
        "its name (default: the workflow's, or the one that is checked out)",
      ),
    ),
    "10m",
  )
    .option("--from <template>", "NAME or NAMESPACE/NAME (default: the only one there is)")
    .option("--repository <owner/name>", "repository of the branch (default: the workflow's, or that of origin)")
    .option("--ref <ref>", "branch in full, such as refs/heads/feat/cart")
    .option("--sha <commit>", "commit in full (default: the workflow's, or the branch's)")
    .option("--owner <name>", "who it is for (default: you, where it is new)")
    .option("--set <param=value>", "a param of the template; repeatable", collect)
    .option(
      "--set-image <service=image>",
      "its image, by the params image.SERVICE of the template; repeatable",
      collect,
    )
    .option(
      "--wait-image <image>",
      "wait until a registry has it, such as ghcr.io/acme/shop:{sha}; repeatable",
      collect,
    )
    .option("-m, --migrate", "set the param migrate of the template: migrations run first")
    .option("--ttl <duration>", "how long it may be idle, such as 5d", spanText)
    .option("--real <service>", "install the service itself; repeatable", collect)
    .option("--mock <service>", "install its stand-in; repeatable", collect)
    .option("--off <service>", "leave it out; repeatable", collect)
    .option("--proxy <service=environment>", "use that of another environment; repeatable", collect)
    .option("--no-wait", "do not wait until it is ready")
    .action(async (branch: string | undefined, flags: EnvFlags & EnvDeployFlags) => {
      const [{ withSession }, { envDeploy }] = await Promise.all([loadSession(), import("../verbs/env-deploy.ts")]);
      done(await withSession(host, flags, (session) => envDeploy(host, flags, session, branch)));
    });
