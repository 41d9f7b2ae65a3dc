import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";
import { createHelm, type HelmOptions } from "../helm.ts";
import { temporaryFolder, writeFiles, writeProgram } from "./temporary.ts";

/** A call that the program was given. */
export interface HelmCall {
  readonly args: readonly string[];
  readonly stdin: string;
  readonly env: Readonly<Record<string, string>>;
  readonly kubeconfig?: string;
  /** What it finds in `HELM_REPOSITORY_CONFIG`, and which indexes in `HELM_REPOSITORY_CACHE`. */
  readonly repositories?: readonly { readonly name: string }[];
  readonly indexes?: readonly string[];
}

/** What the program does when this is among its arguments; the last one counts. `waits`: until SIGTERM, upon which it prints and exits. */
export interface Behaviour {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exit?: number;
  readonly waits?: boolean;
  /** Copied to the folder after `--destination`. */
  readonly fetches?: string;
}

const SCRIPT = `
const fs = require("node:fs");
const at = (name) => require("node:path").join(__dirname, name);
const args = process.argv.slice(2);
const kept = Object.entries(process.env).filter(([k]) => /^(HELM|KUBE)/.test(k));
const config = (process.env.KUBECONFIG ?? "").split(":")[0];
const { HELM_REPOSITORY_CONFIG: repositories = "", HELM_REPOSITORY_CACHE: cache = "" } = process.env;
const call = { args, stdin: fs.readFileSync(0, "utf8"), env: Object.fromEntries(kept),
  ...(fs.existsSync(config) ? { kubeconfig: fs.readFileSync(config, "utf8") } : {}),
  ...(fs.existsSync(repositories) ? JSON.parse(fs.readFileSync(repositories, "utf8")) : {}),
  ...(fs.existsSync(cache) ? { indexes: fs.readdirSync(cache).filter((f) => f.endsWith("-index.yaml")) } : {}) };
fs.appendFileSync(at("calls"), JSON.stringify(call) + "\\n");
const behaviours = JSON.parse(fs.readFileSync(at("behaviour"), "utf8"));
const behaviour = args.map((arg) => behaviours[arg]).findLast((b) => b !== undefined) ?? {};
const end = () => {
  process.stdout.write(behaviour.stdout ?? "");
  process.stderr.write(behaviour.stderr ?? "");
  process.exitCode = behaviour.exit ?? 0;
};
if (behaviour.fetches) fs.copyFileSync(behaviour.fetches, args[args.indexOf("--destination") + 1] + "/chart-1.2.3.tgz");
if (behaviour.waits) {
  const alive = setInterval(() => {}, 1000);
  process.on("SIGTERM", () => { clearInterval(alive); end(); });
  fs.writeFileSync(at("waiting"), "");
} else end();
`;

/** Our client over a program in Helm's place, which notes what it is called with and ends as told. */
export function fixtureHelm(options: Partial<HelmOptions> = {}) {
  const folder = temporaryFolder();
  const binary = writeProgram(join(folder, "helm"), SCRIPT);
  const behave = (behaviour: Readonly<Record<string, Behaviour>>) =>
    writeFiles(folder, { behaviour: JSON.stringify(behaviour) });
  behave({});
  const helm = createHelm({
    binary,
    env: { HOME: folder, PATH: process.env.PATH },
    cwd: folder,
    cacheDirectory: join(folder, "cache"),
    kube: {},
    isNamespaced: async (_, kind) => kind !== "ClusterRole",
    ...options,
  });
  const calls = (): HelmCall[] => {
    const file = join(folder, "calls");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as HelmCall);
  };
  return { folder, helm, behave, calls, isWaiting: () => existsSync(join(folder, "waiting")) };
}

/** Packs a chart and returns the archive's path. */
export async function packedChart(files: Readonly<Record<string, string>>, name = "web"): Promise<string> {
  const folder = temporaryFolder();
  writeFiles(join(folder, name), files);
  const file = join(folder, `${name}.tgz`);
  await create({ gzip: true, file, cwd: folder }, [name]);
  return file;
}
