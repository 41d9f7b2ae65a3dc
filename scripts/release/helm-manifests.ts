// One description of the Helm plugins, written down in the two dialects of plugin.yaml.
import { stringify } from "yaml";

/** Helm 3 reads `legacy` and refuses every key that it does not know, for all plugins at once; Helm 4 reads both. */
export type Dialect = "legacy" | "v1";

/** A plugin: a folder below HELM_PLUGINS with a plugin.yaml. */
export interface HelmPlugin {
  readonly name: string;
  readonly type: "cli/v1" | "postrenderer/v1";
  readonly usage: string;
  readonly short: string;
  readonly long: string;
  /** What is started, below the plugin's folder; on Windows it is the same name with `.js`, by Node itself. */
  readonly program: string;
  /** Words in front of those that the user gave. */
  readonly words: readonly string[];
}

export const UPSTART: HelmPlugin = {
  name: "upstart",
  type: "cli/v1",
  usage: "upstart VERB [flags]",
  short: "orchestrate releases that wait for one another and take one another's outputs",
  long: `Orchestrates Helm releases that wait for one another and take one another's outputs.

helm upstart --help lists the verbs.
`,
  program: "helm-upstart",
  words: [],
};

export const POST_RENDERER: HelmPlugin = {
  name: "upstart-post-renderer",
  type: "postrenderer/v1",
  usage: "",
  short: "",
  long: "",
  program: "helm-upstart",
  words: ["post-render"],
};

/** The text of plugin.yaml. Only a plugin for the command line can be written in the legacy dialect. */
export function helmManifest(plugin: HelmPlugin, dialect: Dialect, version: string): string {
  return stringify(dialect === "legacy" ? legacy(plugin, version) : v1(plugin, version), { lineWidth: 0 });
}

/** Only keys that every Helm 3 knows: no `args`, and no command without `os`, which are of 3.18. */
function legacy({ name, short, long, program, words, type }: HelmPlugin, version: string) {
  if (type !== "cli/v1") throw new Error(`${name}: Helm 3 has no plugins of type ${type}`);
  const unix = [`$HELM_PLUGIN_DIR/${program}`, ...words].join(" ");
  const windows = [`node $HELM_PLUGIN_DIR/${program}.js`, ...words].join(" ");
  return {
    name,
    version,
    usage: short,
    description: long,
    platformCommand: [
      { os: "linux", command: unix },
      { os: "darwin", command: unix },
      { os: "windows", command: windows },
    ],
  };
}

function v1({ name, type, usage, short, long, program, words }: HelmPlugin, version: string) {
  const args = words.length === 0 ? {} : { args: words };
  return {
    apiVersion: "v1",
    type,
    name,
    version,
    runtime: "subprocess",
    config: type === "cli/v1" ? { usage, shortHelp: short, longHelp: long, ignoreFlags: false } : {},
    runtimeConfig: {
      platformCommand: [
        { command: `$HELM_PLUGIN_DIR/${program}`, ...args },
        { os: "windows", command: "node", args: [`$HELM_PLUGIN_DIR/${program}.js`, ...words] },
      ],
    },
  };
}
