import type { NpmPackage } from "./npm-packages.ts";

/** What is about to be released, and from what. */
export interface ReleaseState {
  readonly version: string;
  readonly packages: readonly NpmPackage[];
  readonly changelog: string;
  readonly isPublished: boolean;
  /** No file differs from what is committed. */
  readonly isClean: boolean;
  /** Tags of what is checked out. */
  readonly tags: readonly string[];
}

/** Scripts that npm runs at whoever installs a package: we have none. */
const AT_INSTALL = ["preinstall", "install", "postinstall", "prepare"];

/** As npm wants it, without any credentials. */
const ADDRESS = /^git\+https:\/\/[^@\s]+\.git$/;

/** Why this must not be released as it is, all at once. What is only tried may be uncommitted and not tagged. */
export function checkRelease(state: ReleaseState): string[] {
  const { version, packages, changelog, isPublished, isClean, tags } = state;
  const faults = packages.flatMap((one) => faultsOf(one, packages, version));
  if (packages.some(({ manifest: { repository } }) => repository !== undefined && !ADDRESS.test(urlOf(repository))))
    faults.push("--repository is no address as npm wants it, such as git+https://HOST/PATH.git"); // it may hold a password
  if (!new RegExp(`^## ${version.replaceAll(".", "\\.")}\\b`, "m").test(changelog))
    faults.push(`CHANGELOG.md has no section "## ${version}"`);
  if (!isPublished) return faults;
  if (changelog.includes(`## ${version} (unreleased)`)) faults.push(`CHANGELOG.md calls ${version} unreleased`);
  if (!isClean) faults.push("there are changes that are not committed");
  // npm compares it with where the runner says that it was built.
  const homeless = packages.filter(({ manifest }) => manifest.repository === undefined).map((p) => p.manifest.name);
  if (homeless.length > 0) faults.push(`no --repository, which provenance needs: ${homeless.join(", ")}`);
  if (!tags.includes(`v${version}`)) faults.push(`what is checked out has no tag v${version}`);
  return faults;
}

function urlOf(repository: unknown): string {
  return typeof repository === "string" ? repository : String((repository as { readonly url?: unknown }).url);
}

function faultsOf({ manifest }: NpmPackage, packages: readonly NpmPackage[], version: string): string[] {
  const { name, scripts = {}, dependencies = {}, license } = manifest;
  const ours = packages.map((p) => p.manifest.name).filter((other) => dependencies[other] !== undefined);
  return [
    ...(manifest.version === version ? [] : [`${name} is ${manifest.version}, not ${version}`]),
    ...ours
      .filter((other) => dependencies[other] !== version)
      .map((other) => `${name} depends on ${other} ${dependencies[other]}, not ${version}`),
    ...AT_INSTALL.filter((script) => scripts[script] !== undefined).map(
      (script) => `${name} runs a script at ${script}`,
    ),
    ...(license === undefined ? [`${name} names no licence`] : []),
  ];
}
