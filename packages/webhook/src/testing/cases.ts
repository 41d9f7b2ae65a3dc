import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analyze, type Diagnostic, type KubeObject, type LoadedObject, load, nameFromFile } from "@upstart/engine";

const CASES = fileURLToPath(new URL("../../../engine/cases/", import.meta.url));

/** A folder of the engine's cases: its objects as a cluster has them, and what the engine says of them. */
export interface Case {
  readonly name: string;
  readonly objects: readonly KubeObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every case whose text is YAML: what is none never gets to a cluster. */
export function allCases(): Case[] {
  return readdirSync(CASES)
    .sort()
    .map(readCase)
    .filter(({ objects }) => objects.length > 0);
}

function readCase(name: string): Case {
  const folder = join(CASES, name);
  const files = readdirSync(folder).filter(
    (f) => f.endsWith(".yaml") && !["outputs.yaml", "rendered.yaml"].includes(f),
  );
  const loaded = load(files.sort().map((file) => ({ name: file, text: readFileSync(join(folder, file), "utf8") })));
  const { diagnostics } = analyze(loaded.specs, { namespace: "default" });
  return {
    name,
    objects: loaded.faults.length > 0 ? [] : loaded.objects.map(objectOf),
    diagnostics: [...loaded.diagnostics, ...diagnostics],
  };
}

/** An object of a file, with the name and the time that it gets in a cluster. */
function objectOf({ document, prefix }: LoadedObject, index: number): KubeObject {
  let value = document.value as Record<string | number, unknown>;
  for (const step of prefix) value = value[step] as typeof value;
  const metadata = (value.metadata ?? {}) as Partial<KubeObject["metadata"]>;
  const file = nameFromFile(document.source.name);
  return {
    ...(value as unknown as KubeObject),
    metadata: {
      namespace: "default",
      ...(file === undefined ? {} : { name: file }),
      ...metadata,
      uid: `uid-${index}`,
      generation: 1,
      creationTimestamp: `2030-01-01T00:00:${String(index % 60).padStart(2, "0")}Z`,
    } as KubeObject["metadata"],
  };
}
