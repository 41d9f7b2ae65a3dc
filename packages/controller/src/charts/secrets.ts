import type { Cluster, KubeObject, Watch } from "@upstart/engine";
import { type Credentials, credentialsOf, secretsIn } from "./credentials.ts";

/** A Secret that the controller is told of. */
export interface SecretRef {
  readonly namespace: string;
  readonly name: string;
}

/** The credentials in some Secrets, as they are now. */
export class ChartSecrets {
  readonly #watches: ReadonlyMap<string, Watch>;

  /** Watches each alone, so that the right to read it is all that is needed. `onChange` is told of every change. */
  constructor(cluster: Pick<Cluster, "watch">, refs: readonly SecretRef[], onChange: () => void) {
    this.#watches = new Map(refs.map((ref) => [textOf(ref), watchOf(cluster, ref, onChange)]));
  }

  /** Resolves when all have been looked for. */
  async looked(): Promise<void> {
    await Promise.allSettled([...this.#watches.values()].map((w) => w.synced));
  }

  /** What is in it, or why there is nothing to be had. */
  get(ref: SecretRef): Credentials | { readonly problem: string } {
    const secret: KubeObject | undefined = this.#watches.get(textOf(ref))?.get(ref.name, ref.namespace);
    return secret === undefined ? { problem: "it is not there, or may not be read" } : credentialsOf(secret);
  }

  /** Everything in them that must be told nobody. */
  all(refs: readonly SecretRef[]): string[] {
    return refs.flatMap((ref) => {
      const credentials = this.get(ref);
      return "problem" in credentials ? [] : secretsIn(credentials);
    });
  }

  close(): void {
    for (const watch of this.#watches.values()) watch.stop();
  }
}

export function textOf({ namespace, name }: SecretRef): string {
  return `${namespace}/${name}`;
}

function watchOf(cluster: Pick<Cluster, "watch">, { namespace, name }: SecretRef, onChange: () => void): Watch {
  const fieldSelector = `metadata.name=${name}`;
  const watch = cluster.watch({ apiVersion: "v1", kind: "Secret", namespace, fieldSelector }, onChange);
  watch.synced.catch(() => undefined); // said by whoever needs it; it is tried on
  return watch;
}
