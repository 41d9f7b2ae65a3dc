import { openSession } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import { explainError } from "../explain-error.ts";
import type { ClusterFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readSources } from "../input/sources.ts";
import { fillManifests } from "../post-render/fill.ts";
import { type ManifestString, manifestStrings } from "../post-render/manifest-strings.ts";

/** Reads manifests from standard input and writes them with their references to outputs filled in. */
export async function postRender(host: Host, flags: ClusterFlags): Promise<void> {
  try {
    host.stdout.write(await filled(host, flags));
  } catch (error) {
    if (!isUnheard(host)) throw error;
    host.stdout.write(refusal(explainError(host, error).text));
  }
}

async function filled(host: Host, flags: ClusterFlags): Promise<string> {
  const namespace = flags.namespace ?? host.env.HELM_NAMESPACE;
  // The wrong namespace may well have an output of that name: another environment's.
  if (!namespace)
    throw new CliError(
      EXIT.usage,
      "in which namespace are the outputs? Helm does not tell a post-renderer where it installs",
      "say it once more: --post-renderer-args=-nNAMESPACE",
    );
  const text = (await readSources(host, { filename: ["-"] })).map((s) => s.text).join("");
  const strings = manifestStrings(text);
  return strings.length === 0 ? text : await fillFrom(host, { ...flags, namespace }, text, strings);
}

async function fillFrom(host: Host, flags: ClusterFlags, text: string, strings: readonly ManifestString[]) {
  const session = openSession(host, flags);
  try {
    const { liveOutputs } = await import("../post-render/live-outputs.ts");
    const known = await liveOutputs(session, strings, host.signal);
    const { text: result, faults } = fillManifests(text, strings, known);
    if (faults.length === 0) return result;
    const where = `looked for in namespace "${session.namespace}"; ${host.name} outputs -n ${session.namespace} lists what there is`;
    throw new CliError(EXIT.no, faults.join("\n"), where);
  } finally {
    session.close();
  }
}

/** Helm 4 throws away what a post-renderer says, and tells its user that it exited with an error. */
function isUnheard({ env }: Host): boolean {
  return env.HELM_PLUGIN_NAME === "upstart-post-renderer";
}

/** What no Helm takes for a manifest, and Helm 4 refuses word for word: a document that is a text. */
function refusal(text: string): string {
  return `|-\n${text.trimEnd().replace(/^/gm, "  ")}\n`;
}
