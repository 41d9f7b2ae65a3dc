import type { KubeObject } from "@upstart/engine";
import { type At, environmentNamed, specOf, templateOf, urlOfEnvironment, viewOf } from "../branch/environment.ts";
import { standingOf } from "../branch/standing.ts";
import { ago, expiryText, facts, paintPhase } from "../branch/words.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { printDocument, styleOf } from "../print.ts";

/** Prints what is known of one environment; exit 1 where it is not ready and does not sleep. */
export async function envGet(host: Host, flags: OutputFlags, at: At, name: string): Promise<ExitCode> {
  const object = await environmentNamed(host, at, name);
  const view = viewOf(object);
  const services = servicesOf(object);
  if (flags.output !== "text")
    await printDocument(host, flags.output === "json" ? "json" : "yaml", { ...view, services });
  else {
    const now = host.now();
    const standing = standingOf(object, host.name, now);
    const why = view.expiresReason === undefined ? "" : ` (${view.expiresReason})`;
    host.stdout.write(
      facts([
        ["name", `${view.namespace}/${view.name}`],
        ["url", optional(view.url)],
        ["phase", paintPhase(styleOf(host, "stdout", flags), view)],
        ["is", standing?.text ?? (view.ready ? undefined : optional(view.message))],
        ["next", standing?.next.join("\n")],
        ["owner", optional(view.owner)],
        ["branch", optional(view.branch)],
        ["of", optional(view.repository)],
        ["commit", optional(view.sha)],
        ["template", view.template],
        ["created", view.createdAt === undefined ? undefined : ago(view.createdAt, now)],
        ["last used", view.lastActivity && `${ago(view.lastActivity.at, now)}, ${view.lastActivity.kind}`],
        ["expires", `${expiryText(view, now)}${why}`],
        ["services", services.map((s) => (s.mode === "real" ? s.name : `${s.name} (${s.mode})`)).join("\n")],
      ]),
    );
  }
  return view.ready || view.phase === "Sleeping" ? EXIT.ok : EXIT.no;
}

/** Prints where an environment is reached, and nothing else; throws CliError where it has no URL. */
export async function envUrl(host: Host, flags: OutputFlags, at: At, name: string): Promise<void> {
  const object = await environmentNamed(host, at, name);
  const url = urlOfEnvironment(object, await templateOf(at, object));
  if (url === undefined)
    throw new CliError(EXIT.no, `the environment ${name} has no URL`, "its template says which: spec.url.template");
  const { phase, ready } = viewOf(object);
  if (!ready) host.stderr.write(`${name} is ${phase}: the URL may not answer\n`);
  if (flags.output === "text") host.stdout.write(`${printable(url)}\n`);
  else await printDocument(host, flags.output === "json" ? "json" : "yaml", { name, url, phase, ready });
}

function servicesOf(object: KubeObject) {
  return Object.entries(specOf(object).services ?? {}).map(([name, { mode = "real" }]) => ({ name, mode }));
}

function optional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : printable(text);
}
