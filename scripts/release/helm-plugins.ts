// Lays the Helm plugins out as folders and packs them: one set of files, a plugin.yaml for each Helm.
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { copyProgram, writeFlatProgram } from "./flat-program.ts";
import { type Dialect, type HelmPlugin, helmManifest, POST_RENDERER, UPSTART } from "./helm-manifests.ts";
import { packFolder } from "./pack-folder.ts";
import { ROOT } from "./root.ts";

/** With which key Helm signs. The passphrase is in a file, for keys that have one. */
export interface Signing {
  readonly key: string;
  readonly keyring: string;
  readonly passphraseFile?: string;
}

export interface HelmPacking {
  readonly version: string;
  /** Folder that the archives go into; another, beside them, has what is in them. */
  readonly out: string;
  /** A Helm 4: it is Helm itself that packs and signs what only Helm 4 reads. */
  readonly helm4: string;
  /** Without, nothing is signed, and Helm 4 installs it with `--verify=false` only. */
  readonly signing?: Signing;
}

/** Packs the plugins and returns the paths of all files made: one archive for Helm 3; two, with signatures, for Helm 4. */
export async function packHelmPlugins({ version, out, helm4, signing }: HelmPacking): Promise<string[]> {
  const folders = join(out, "helm");
  // Helm 3 names the folder of a plugin after the archive, Helm 4 the archive after the plugin.
  const legacy = join(out, `upstart-helm3-${version}.tgz`);
  writeHelmPlugin(join(folders, "upstart-helm3"), UPSTART, "legacy", version);
  await packFolder(join(folders, "upstart-helm3"), legacy);
  const files = [legacy];
  for (const plugin of [UPSTART, POST_RENDERER]) {
    const folder = join(folders, plugin.name);
    writeHelmPlugin(folder, plugin, "v1", version);
    await execa(helm4, ["plugin", "package", folder, "--destination", out, ...signingFlags(signing)], {
      stdin: "ignore",
    });
    const archive = join(out, `${plugin.name}-${version}.tgz`);
    files.push(archive, ...(signing === undefined ? [] : [`${archive}.prov`]));
  }
  return files;
}

function signingFlags(signing: Signing | undefined): string[] {
  if (signing === undefined) return ["--sign=false"];
  const { key, keyring, passphraseFile } = signing;
  const passphrase = passphraseFile === undefined ? [] : ["--passphrase-file", passphraseFile];
  return ["--sign", "--key", key, "--keyring", keyring, ...passphrase];
}

/** Writes a plugin as a folder, from the built command line. What was in the folder before is gone. */
export function writeHelmPlugin(folder: string, plugin: HelmPlugin, dialect: Dialect, version: string): void {
  rmSync(folder, { recursive: true, force: true });
  writeFlatProgram(folder);
  writeFileSync(join(folder, "plugin.yaml"), helmManifest(plugin, dialect, version));
  cpSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
  for (const name of programsOf(plugin, dialect))
    copyProgram(join(ROOT, "packages/cli/plugins/helm", name), join(folder, name));
}

function programsOf({ type }: HelmPlugin, dialect: Dialect): string[] {
  if (type !== "cli/v1") return ["helm-upstart"];
  // Helm 3 has no plugins for post-renderers: it is given the path of a program.
  return ["helm-upstart", "plugin.complete", ...(dialect === "legacy" ? ["upstart-post-renderer"] : [])];
}
