import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { decode } from "../spec/decode.ts";
import { componentsOf } from "./components.ts";
import { findCycles, MAX_WALKS, walkOf } from "./cycles.ts";

/** Who needs whom, in the order of declaration. */
type Needs = readonly (readonly [string, readonly string[]])[];

function universeOf(needs: Needs) {
  const specs = needs.map(
    ([name, dependencies]) =>
      decode(
        {
          apiVersion: "upstartoperators.upstart.com/v1alpha1",
          kind: "HelmRelease",
          metadata: { name },
          spec: { chart: "a/b", dependencies: dependencies.map((d) => ({ name: d })) },
        },
        {},
      ).spec!,
  );
  return analyze(specs, { namespace: "default" });
}

const walks = (needs: Needs) => findCycles(universeOf(needs).graph).flatMap((e) => e.cycles.map((c) => walkOf(c)));
const edgesOf = (walk: readonly string[]) => walk.slice(1).map((to, i) => `${walk[i]} ${to}`);

/** Fewest steps from one to the other by asking everyone; undefined where there is no way. */
function distance(needs: Needs, from: string, to: string): number | undefined {
  const next = new Map(needs);
  let reached = new Set([from]);
  for (let steps = 0; steps <= needs.length; steps++) {
    if (reached.has(to)) return steps;
    reached = new Set([...reached].flatMap((id) => next.get(id) ?? []));
  }
  return undefined;
}

const NAMES = ["a", "b", "c", "d", "e", "f"];
const anyNeeds: fc.Arbitrary<Needs> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)), {
    selector: ([f, t]) => f + t,
    maxLength: 14,
  })
  .map((pairs) => NAMES.map((n) => [n, pairs.filter(([from]) => from === n).map(([, to]) => to)] as const));
const mixed = anyNeeds.chain((needs) =>
  fc
    .tuple(
      fc.shuffledSubarray([...needs], { minLength: needs.length }),
      ...needs.map(([, d]) => fc.shuffledSubarray([...d], { minLength: d.length })),
    )
    .map(([order, ...lists]) => ({
      needs,
      other: order.map(([n]) => [n, lists[needs.findIndex(([m]) => m === n)]!] as const) as Needs,
    })),
);

describe("cycles of any graph", () => {
  test("every walk is closed, passes nothing twice and starts at its smallest name", () => {
    fc.assert(
      fc.property(anyNeeds, (needs) => {
        const declared = new Set(needs.flatMap(([from, all]) => all.map((to) => `${from} ${to}`)));
        for (const walk of walks(needs)) {
          expect(walk.at(-1)).toBe(walk[0]);
          expect(new Set(walk).size).toBe(walk.length - 1);
          expect([...walk].sort()[0]).toBe(walk[0]);
          for (const edge of edgesOf(walk)) expect(declared).toContain(edge);
        }
      }),
    );
  });

  test("together they cover exactly the dependencies that lie on a cycle, unless there are too many", () => {
    fc.assert(
      fc.property(anyNeeds, (needs) => {
        const onCycle = needs.flatMap(([from, all]) =>
          all.filter((to) => distance(needs, to, from) !== undefined).map((to) => `${from} ${to}`),
        );
        const all = walks(needs);
        fc.pre(all.length < MAX_WALKS);
        expect([...new Set(all.flatMap(edgesOf))].sort()).toEqual(onCycle.sort());
      }),
    );
  });

  test("none is said twice, and each is the shortest through one of its dependencies", () => {
    fc.assert(
      fc.property(anyNeeds, (needs) => {
        const all = walks(needs);
        expect(new Set(all.map(String)).size).toBe(all.length);
        for (const walk of all) {
          const shortest = walk.slice(1).map((to, i) => distance(needs, to, walk[i]!)! + 1);
          expect(shortest).toContain(walk.length - 1);
        }
      }),
    );
  });

  test("the order of declaration changes nothing", () => {
    fc.assert(
      fc.property(mixed, ({ needs, other }) => {
        expect(walks(other)).toEqual(walks(needs));
        const said = (n: Needs) =>
          universeOf(n)
            .diagnostics.filter((d) => d.code === "DependencyCycle")
            .map((d) => `${d.place.object.name} ${d.message}`)
            .sort(); // a list's entries have moved, and with them their places
        expect(said(other)).toEqual(said(needs));
      }),
    );
  });
});

test("a group of very many entangled releases is cut, and the rest counted", () => {
  const names = Array.from({ length: 12 }, (_, i) => `r${String(i).padStart(2, "0")}`);
  const [group] = findCycles(universeOf(names.map((n) => [n, names.filter((m) => m !== n)])).graph);
  expect(group!.cycles).toHaveLength(MAX_WALKS);
  const covered = new Set(group!.cycles.flatMap((c) => edgesOf(walkOf(c)))).size;
  expect(group!.uncovered).toBe(12 * 11 - covered);
});

test("groups that have nothing to do with one another have their own count", () => {
  expect(
    walks([
      ["x", ["y"]],
      ["y", ["x"]],
      ["b", ["b"]],
      ["after", ["b", "x"]],
    ]),
  ).toEqual([
    ["b", "b"],
    ["x", "y", "x"],
  ]);
});

test("edges on cycles are those between what reaches each other, whatever walks are shown", () => {
  fc.assert(
    fc.property(anyNeeds, (needs) => {
      const { graph } = universeOf(needs);
      const inside = [...graph.edges.values()].flat().filter(componentsOf(graph).isInside);
      const found = inside.map((e) => `${e.from} ${e.to}`);
      const want = needs.flatMap(([from, to]) =>
        to.filter((t) => distance(needs, t, from) !== undefined).map((t) => `${from} ${t}`),
      );
      expect(found.sort()).toEqual(want.sort());
    }),
  );
});
