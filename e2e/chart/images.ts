import { existsSync, statSync } from "node:fs";
import { cp, mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const DOCKERFILE = join(ROOT, "Dockerfile");

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
 * Puts together in a folder what is in the image of a server as the Dockerfile has it, from this build: there is no
 * container engine here. `made` has what other stages make, by their paths. Throws where something is not there.
 */
export async function assemble(
  server: string,
  folder: string,
  made: Readonly<Record<string, string>> = {},
): Promise<Image> {
  const instructions = instructionsOf(`upstart-${server}`, stagesOf(await readFile(DOCKERFILE, "utf8")));
  const inImage = (path: string) => join(folder, path);
  for (const { text } of instructions.filter((i) => i.name === "COPY")) {
    const [from, source = "", target = ""] = text.split(" ");
    if (!from!.startsWith("--from=") || !target.startsWith("/")) throw new Error(`COPY ${text} is not understood`);
    await copy(made[source] ?? ofRepository(source.replace(/^\/src\//, "")), source, inImage(target));
  }
  const entrypoint = JSON.parse(instructions.findLast((i) => i.name === "ENTRYPOINT")!.text) as [string, ...string[]];
  const helm = instructions.map((i) => /HELM_BIN=(\S+)/.exec(i.text)?.[1]).find((path) => path !== undefined);
  return {
    argv: entrypoint.slice(1).map((arg) => (arg.startsWith("/") ? inImage(arg) : arg)),
    ...(helm === undefined ? {} : { helm: inImage(helm) }),
  };
}

interface Stage {
  /** What it begins with: another stage, or an image of somebody else. */
  readonly from: string;
  readonly instructions: Instruction[];
}

function stagesOf(text: string): ReadonlyMap<string, Stage> {
  const stages = new Map<string, Stage>();
  let instructions: Instruction[] = [];
  for (const line of text
    .replace(/^#.*\n/gm, "")
    .replaceAll("\\\n", "")
    .split("\n")) {
    const [, name, rest = ""] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    if (name === "FROM") {
      const [from = "", , stage = ""] = rest.split(" ");
      instructions = [];
      stages.set(stage, { from, instructions });
    } else if (name !== undefined) instructions.push({ name, text: rest.trim() });
  }
  return stages;
}

/** Those of a stage, after those of the stage that it begins with. */
function instructionsOf(name: string, stages: ReadonlyMap<string, Stage>): readonly Instruction[] {
  const stage = stages.get(name);
  return stage === undefined ? [] : [...instructionsOf(stage.from, stages), ...stage.instructions];
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
