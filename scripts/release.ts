// Builds everything that is released, and publishes the npm packages: npm run release -- --help
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { ensureTools } from "@upstart/sandbox";
import { checkRelease } from "./release/check.ts";
import { packHelmPlugins, type Signing } from "./release/helm-plugins.ts";
import { packKubectlPlugin } from "./release/kubectl-plugin.ts";
import { inRepository, packNpmPackage, publicPackages, publishNpmPackage } from "./release/npm-packages.ts";
import { ownPlatform, PLATFORMS, platformName } from "./release/platforms.ts";
import { ROOT } from "./release/root.ts";
import { sumsOf } from "./release/sums.ts";

const HELP = `Builds what is released into dist/release, and says what it is.

  --platforms LIST      of kubectl's plugin: own (the default), all, or such as linux_amd64,darwin_arm64
  --repository URL      where the sources are, such as git+https://example.com/upstart.git: written into each package
                        for npm, which compares it with where the runner says that it was built
  --address URL         where the archives of kubectl's plugin will be found, for krew's manifest
  --sign-key NAME       sign Helm's plugins with this key
  --keyring FILE        of that keyring with secret keys, in the old format of GnuPG
  --passphrase-file F   of that key
  --publish             publish the npm packages, with provenance; without, npm is only asked what it would do
  --help                print this
`;

const { values: flags } = parseArgs({
  options: {
    platforms: { type: "string", default: "own" },
    repository: { type: "string" },
    address: { type: "string", default: "https://example.com/upstart" },
    "sign-key": { type: "string" },
    keyring: { type: "string" },
    "passphrase-file": { type: "string" },
    publish: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (flags.help) process.stdout.write(HELP);
else await release();

async function release(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const packages = inRepository(publicPackages(), flags.repository);
  const faults = checkRelease({ version, packages, isPublished: flags.publish, ...(await gitState()) });
  if (faults.length > 0) throw new Error(`not ready to be released:\n  ${faults.join("\n  ")}`);
  say(
    flags.repository === undefined
      ? "the packages for npm name no repository: without --repository they cannot be published"
      : `the packages for npm name ${flags.repository}`,
  );
  const out = join(ROOT, "dist/release");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  say(`upstart ${version}${flags.publish ? "" : ", a dry run: nothing is published"}`);

  const archives: string[] = [];
  for (const one of packages) archives.push(await packNpmPackage(one, out));
  const helm4 = join(await ensureTools(["helm4"], { onProgress: say }), "helm4");
  const signing = signingOf();
  if (signing === undefined) say("Helm's plugins are not signed: Helm 4 installs them with --verify=false only");
  const plugins = await packHelmPlugins({ version, out, helm4, ...(signing === undefined ? {} : { signing }) });
  const platforms = chosenPlatforms();
  const kubectl = await packKubectlPlugin({ version, out, platforms, address: flags.address });
  if (platforms.some((p) => p.os === "darwin"))
    say("for macOS: sign kubectl-upstart there (codesign --sign), and pack it again");
  const files = [...archives, ...plugins, ...kubectl];
  for (const { file, sum } of sumsOf(files, join(out, "SHA256SUMS")))
    process.stdout.write(`${sum}  ${relative(ROOT, file)}\n`);
  for (const archive of archives) await publishNpmPackage(archive, { isDryRun: !flags.publish });
}

function chosenPlatforms() {
  if (flags.platforms === "all") return PLATFORMS;
  const own = ownPlatform();
  const names = flags.platforms === "own" ? (own === undefined ? [] : [platformName(own)]) : flags.platforms.split(",");
  const unknown = names.filter((name) => !PLATFORMS.some((p) => platformName(p) === name));
  if (unknown.length > 0)
    throw new Error(`there is no ${unknown.join(", ")}: there are ${PLATFORMS.map(platformName).join(", ")}`);
  return PLATFORMS.filter((p) => names.includes(platformName(p)));
}

function signingOf(): Signing | undefined {
  const { "sign-key": key, keyring, "passphrase-file": passphraseFile } = flags;
  if (key === undefined) return undefined;
  if (keyring === undefined) throw new Error("--sign-key needs --keyring");
  return { key, keyring, ...(passphraseFile === undefined ? {} : { passphraseFile }) };
}

async function gitState() {
  const { execa } = await import("execa");
  const git = async (...args: string[]) => (await execa("git", args, { cwd: ROOT })).stdout;
  return {
    isClean: (await git("status", "--porcelain")) === "",
    tags: (await git("tag", "--points-at", "HEAD")).split("\n"),
    changelog: readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"),
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
