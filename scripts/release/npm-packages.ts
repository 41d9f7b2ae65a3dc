// The npm packages as they are published.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { execa } from "execa";
import { ROOT } from "./root.ts";

/** What is read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly repository?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface NpmPackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Packages that are published, each after those of ours that it depends on. */
export function publicPackages(): NpmPackage[] {
  const all = readdirSync(join(ROOT, "packages")).map((name): NpmPackage => {
    const folder = join(ROOT, "packages", name);
    return { folder, manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest };
  });
  const open = all.filter(({ manifest }) => manifest.private !== true);
  const ordered: NpmPackage[] = [];
  const take = (of: NpmPackage) => {
    if (ordered.includes(of)) return;
    for (const other of open) if (of.manifest.dependencies?.[other.manifest.name] !== undefined) take(other);
    ordered.push(of);
  };
  for (const one of open) take(one);
  return ordered;
}

/** The packages as they say where their sources are, if that is known. */
export function inRepository(packages: readonly NpmPackage[], repository: string | undefined): readonly NpmPackage[] {
  if (repository === undefined) return packages;
  return packages.map(({ folder, manifest }) => ({
    folder,
    manifest: { ...manifest, repository: { type: "git", url: repository, directory: `packages/${basename(folder)}` } },
  }));
}

/** Packs a package as it would be published and returns the path of the archive. The licence goes into each. */
export async function packNpmPackage({ folder, manifest }: NpmPackage, out: string): Promise<string> {
  const [licence, file] = [join(folder, "LICENSE"), join(folder, "package.json")];
  const before = readFileSync(file, "utf8");
  cpSync(join(ROOT, "LICENSE"), licence);
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  try {
    const args = ["pack", "--json", "--pack-destination", out];
    const { stdout } = await execa("npm", args, { cwd: folder, stdin: "ignore" });
    return join(out, /"filename": "([^"]+)"/.exec(stdout)![1]!.replace(/^@/, "").replace("/", "-"));
  } finally {
    rmSync(licence);
    writeFileSync(file, before);
  }
}

/** Publishes an archive that was packed. Where it was built is proven by the runner, if it is one that can. */
export async function publishNpmPackage(archive: string, options: { readonly isDryRun: boolean }): Promise<void> {
  const provenance = options.isDryRun ? [] : ["--provenance"];
  const args = ["publish", archive, "--access", "public", ...provenance, ...(options.isDryRun ? ["--dry-run"] : [])];
  await execa("npm", args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] });
}
