import { existsSync, statSync } from "node:fs";
import { cp, mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What an image would have in it, as far as that is ours, and how it is started. */
export interface Image {
  /** Node's arguments: flags, then the program. */
  readonly argv: readonly string[];
  readonly helm?: string;
}

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/**
 * Puts together in a folder what the last stage of a component's Dockerfile copies, from this build: there is no
 * container engine here. `made` has what other stages make, by their paths. Throws where something is not there.
 */
export async function assemble(
  component: string,
  folder: string,
  made: Readonly<Record<string, string>> = {},
): Promise<Image> {
  const stages = stagesOf(await readFile(join(ROOT, `packages/${component}/Dockerfile`), "utf8"));
  for (const { name, text } of stages.slice(0, -1).flat())
    if (name === "COPY") for (const source of text.split(" ").slice(0, -1)) ofRepository(source);
  const last = stages.at(-1)!;
  const inImage = (path: string) => join(folder, path);
  for (const { text } of last.filter((i) => i.name === "COPY")) {
    const [from, source = "", target = ""] = text.split(" ");
    if (!from!.startsWith("--from=") || !target.startsWith("/")) throw new Error(`COPY ${text} is not understood`);
    await copy(made[source] ?? ofRepository(source.replace(/^\/src\//, "")), source, inImage(target));
  }
  const entrypoint = JSON.parse(last.find((i) => i.name === "ENTRYPOINT")!.text) as [string, ...string[]];
  const [, helm] = /HELM_BIN=(\S+)/.exec(last.find((i) => i.name === "ENV")!.text) ?? [];
  return {
    argv: entrypoint.slice(1).map((arg) => (arg.startsWith("/") ? inImage(arg) : arg)),
    ...(helm === undefined ? {} : { helm: inImage(helm) }),
  };
}

function stagesOf(text: string): Instruction[][] {
  const stages: Instruction[][] = [];
  for (const line of text
    .replace(/^#.*\n/gm, "")
    .replaceAll("\\\n", "")
    .split("\n")) {
    const [, name, rest] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    if (name === "FROM") stages.push([]);
    if (name !== undefined) stages.at(-1)!.push({ name, text: rest!.trim() });
  }
  return stages;
}

function ofRepository(path: string): string {
  const there = join(ROOT, path);
  if (!existsSync(there)) throw new Error(`there is no ${path}`);
  return there;
}

/** As COPY does it: what is in a folder, or a file by its name where the target ends in a slash. */
async function copy(from: string, source: string, target: string): Promise<void> {
  const isFolder = statSync(from).isDirectory();
  const to = !isFolder && target.endsWith("/") ? join(target, basename(source)) : target;
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true, dereference: true });
}
