import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bench, dataOf } from "../harness.ts";

/** What of a Pod says which files it finds where. */
export interface MountingPod {
  readonly volumes?: readonly Volume[];
  readonly containers: readonly {
    readonly args: readonly string[];
    readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  }[];
}

interface Volume {
  readonly name: string;
  readonly secret?: { readonly secretName: string; readonly items?: readonly Item[] };
  readonly configMap?: { readonly name: string; readonly items?: readonly Item[] };
}

interface Item {
  readonly key: string;
  readonly path: string;
}

/**
 * Writes what a kubelet would mount from Secrets and ConfigMaps below `folder`, and returns the arguments of the Pod's
 * container as they name it there. Throws where something is missing for which a kubelet would wait.
 */
export async function mountedArguments(
  bench: Bench,
  namespace: string,
  pod: MountingPod,
  folder: string,
): Promise<string[]> {
  const { args, volumeMounts = [] } = pod.containers[0]!;
  let mounted = [...args];
  for (const { name, mountPath } of volumeMounts) {
    const volume = pod.volumes?.find((v) => v.name === name);
    if (volume?.secret === undefined && volume?.configMap === undefined) continue;
    const target = join(folder, name);
    await mkdir(target, { recursive: true });
    for (const [path, text] of await filesOf(bench, namespace, volume)) await writeFile(join(target, path), text);
    mounted = mounted.map((arg) => arg.replace(`=${mountPath}/`, `=${target}/`));
  }
  return mounted;
}

async function filesOf(bench: Bench, namespace: string, { secret, configMap }: Volume): Promise<[string, string][]> {
  const data = dataOf(
    secret === undefined
      ? await bench.get("configmap", configMap!.name, namespace)
      : await bench.get("secret", secret.secretName, namespace),
  );
  const items = (secret ?? configMap)?.items ?? Object.keys(data).map((key) => ({ key, path: key }));
  return items.map(({ key, path }) => {
    const text = data[key];
    if (text === undefined) throw new Error(`there is no ${key} in ${JSON.stringify(secret ?? configMap)}`);
    return [path, text];
  });
}
