import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addClusterFlags, type ClusterFlags } from "../flags.ts";
import type { Verb } from "../verb.ts";

/** `post-render`: for Helm's `--post-renderer`. */
export const postRenderCommand: Verb = (host, done) =>
  addClusterFlags(
    new Command("post-render")
      .summary("fill live outputs into the manifests of a plain helm install")
      .description(
        "Reads manifests on standard input and writes them with each << NAME.outputs.KEY >> filled in, in the data of Secrets too; NAME is a service or a HelmRelease that is applied in the namespace of -n. Nothing is written where one is missing, so that Helm installs nothing.\nFor helm install and helm upgrade, by --post-renderer. Helm does not tell a post-renderer where it installs: say -n in --post-renderer-args, and --context where Helm is given one.",
      ),
  ).action(async (flags: ClusterFlags) => {
    const { postRender } = await import("../verbs/post-render.ts");
    await postRender(host, flags);
    done(EXIT.ok);
  });
