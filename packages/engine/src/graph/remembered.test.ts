import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { decode } from "../spec/decode.ts";
import type { Spec } from "../spec/objects.ts";

const NAMES = ["a", "b", "c", "d"] as const;

/** A service named so, whose one release needs others by name. */
const specOf = ([name, needs, kind]: readonly [string, readonly string[], string | undefined]): Spec =>
  decode(
    {
      apiVersion: "upstartoperators.upstart.com/v1alpha1",
      kind: "UpstartService",
      metadata: { name, namespace: "shop" },
      spec: {
        helmReleases: {
          [`r-${name}`]: { chart: "x/y", dependencies: needs.map((n) => ({ name: n, ...(kind ? { kind } : {}) })) },
          b: { chart: "x/y" },
        },
      },
    },
    {},
  ).spec!;

test("what is remembered of a spec changes nothing of what is said of it, whatever stands beside it", () => {
  const service = (name: string) =>
    fc.tuple(
      fc.constant(name),
      fc.uniqueArray(fc.constantFrom(...NAMES, "r-a"), { maxLength: 3 }),
      fc.constantFrom(undefined, "UpstartService"),
    );
  const pool = fc.tuple(...NAMES.map(service));
  const subsets = fc.array(fc.subarray([0, 1, 2, 3]), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(pool, subsets, (written, universes) => {
      const kept = written.map(specOf);
      for (const universe of universes) {
        const said = (specs: readonly Spec[]) => {
          const { graph, diagnostics } = analyze(specs, { namespace: "", ids: "absolute" });
          const edges = [...graph.edges].map(([id, all]) => [id, all]);
          return { edges, dangling: graph.dangling, diagnostics };
        };
        expect(said(universe.map((i) => kept[i]!))).toEqual(said(universe.map((i) => specOf(written[i]!))));
      }
    }),
    { numRuns: 60 },
  );
});
