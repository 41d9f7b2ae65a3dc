// The kubectl plugin as archives, and the manifest that krew installs them by.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stringify } from "yaml";
import { copyProgram } from "./flat-program.ts";
import { packFolder } from "./pack-folder.ts";
import { type Platform, platformName } from "./platforms.ts";
import { ROOT } from "./root.ts";
import { bundleProgram, makeExecutable } from "./single-executable.ts";

export interface KubectlPacking {
  readonly version: string;
  /** Folder that the archives and the manifest go into. */
  readonly out: string;
  readonly platforms: readonly Platform[];
  /** Where the archives will be found: the manifest names them so. */
  readonly address: string;
}

/** Packs an archive for each platform, writes krew's manifest of them, and returns the paths of all files made. */
export async function packKubectlPlugin({ version, out, platforms, address }: KubectlPacking): Promise<string[]> {
  const work = join(out, "kubectl");
  const bundle = await bundleProgram(work, version);
  const archives: [Platform, string][] = [];
  for (const platform of platforms) archives.push([platform, await packPlatform(bundle, platform, version, out, work)]);
  const manifest = join(out, "upstart.yaml");
  writeFileSync(manifest, krewManifest(version, address, archives));
  return [...archives.map(([, file]) => file), manifest];
}

async function packPlatform(bundle: string, platform: Platform, version: string, out: string, work: string) {
  const folder = join(work, platformName(platform));
  await writeKubectlPlugin(folder, bundle, platform, work);
  const archive = join(out, `kubectl-upstart_v${version}_${platformName(platform)}.tar.gz`);
  await packFolder(folder, archive);
  return archive;
}

/** Writes what is in an archive. krew links one program of it: the other one is for those who unpack it themselves. */
export async function writeKubectlPlugin(
  folder: string,
  bundle: string,
  platform: Platform,
  work: string,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
  await makeExecutable(bundle, platform, join(folder, programOf(platform)), work);
  if (platform.os !== "windows")
    copyProgram(join(ROOT, "packages/cli/plugins/kubectl_complete-upstart"), join(folder, "kubectl_complete-upstart"));
}

function programOf({ os }: Platform): string {
  return os === "windows" ? "kubectl-upstart.exe" : "kubectl-upstart";
}

/** Text of the manifest. Its sums are of the archives as they are now. */
export function krewManifest(
  version: string,
  address: string,
  archives: readonly (readonly [Platform, string])[],
): string {
  return stringify(
    {
      apiVersion: "krew.googlecontainertools.github.com/v1alpha2",
      kind: "Plugin",
      metadata: { name: "upstart" },
      spec: {
        version: `v${version}`,
        shortDescription: "Orchestrate Helm releases and their outputs",
        description:
          "Installs Helm releases in the order of what they need, as soon as it is\nready, and hands the outputs of one to the values of others. Checks specs\nbefore anything is touched, shows what waits for what, and tells why a\nrelease is not ready.\n",
        caveats: "Installing releases needs Helm 3 or 4 on the PATH.\n",
        platforms: archives.map(([platform, file]) => ({
          selector: { matchLabels: { os: platform.os, arch: platform.arch } },
          uri: `${address}/${basename(file)}`,
          sha256: createHash("sha256").update(readFileSync(file)).digest("hex"),
          bin: programOf(platform),
          files: [
            { from: programOf(platform), to: "." },
            { from: "LICENSE", to: "." },
          ],
        })),
      },
    },
    { lineWidth: 0 },
  );
}
