import fc from "fast-check";
import { expect, test } from "vitest";
import type { WatchEvent } from "../ports/cluster.ts";
import type { KubeObject } from "../ports/object.ts";
import { ObjectIndex } from "./object-index.ts";

const termsOf = ({ metadata }: KubeObject) => Object.values(metadata.labels ?? {});
const object = (name: string, terms: readonly string[]): KubeObject => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name, namespace: "shop", labels: Object.fromEntries(terms.map((t, i) => [`l${i}`, t])) },
});

/** What a watch shows after these events. */
class Shown {
  readonly objects = new Map<string, KubeObject>();
  take({ type, object }: WatchEvent): void {
    if (type === "deleted") this.objects.delete(object.metadata.name);
    else this.objects.set(object.metadata.name, object);
  }
}

test("finds what a search of all objects would find, whenever it is first asked", () => {
  const names = fc.constantFrom("a", "b", "c");
  const terms = fc.uniqueArray(fc.constantFrom("x", "y", "z"));
  const event = fc.record({
    type: fc.constantFrom("added" as const, "modified" as const, "deleted" as const),
    object: fc.tuple(names, terms).map(([name, own]) => object(name, own)),
  });
  fc.assert(
    fc.property(fc.array(event), fc.array(event), (before, after) => {
      const shown = new Shown();
      const index = new ObjectIndex(() => [...shown.objects.values()], termsOf);
      for (const [i, e] of [...before, ...after].entries()) {
        shown.take(e);
        index.take(e);
        if (i < before.length) continue;
        for (const term of ["x", "y", "z"]) {
          const searched = [...shown.objects.values()].filter((o) => termsOf(o).includes(term));
          expect(new Set(index.get(term))).toEqual(new Set(searched));
        }
      }
    }),
  );
});
