import { HelmError } from "@upstart/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { release, Stage } from "../testing/stage.ts";

const SERVICES = ["red", "green", "blue"] as const;

interface Node {
  readonly service: (typeof SERVICES)[number];
  /** Of the nodes before it. */
  readonly needs: readonly number[];
  readonly uninstallMs: number;
  readonly failsFor: number;
}

const nodes: fc.Arbitrary<readonly Node[]> = fc.array(
  fc.record({
    service: fc.constantFrom(...SERVICES),
    needs: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
    uninstallMs: fc.nat({ max: 3000 }),
    failsFor: fc.constantFrom(0, 0, 0, 1),
  }),
  { minLength: 2, maxLength: 8 },
);

/** A dependency within a service is by key, one across services by the name of the service: of a later colour on an earlier. */
function needsOf(all: readonly Node[], index: number): number[] {
  const own = all[index]!;
  return [...new Set(own.needs)].filter((i) => {
    const other = all[i];
    if (other === undefined || i >= index) return false;
    return SERVICES.indexOf(other.service) <= SERVICES.indexOf(own.service);
  });
}

function specOf(all: readonly Node[], service: string): { readonly helmReleases: object } {
  const own = all.flatMap((node, index) => (node.service === service ? [index] : []));
  const releaseOf = (index: number) => {
    const names = needsOf(all, index).map((i) => (all[i]!.service === service ? `r${i}` : all[i]!.service));
    return release(`r${index}`, { dependencies: [...new Set(names)].map((name) => ({ name })) });
  };
  return { helmReleases: Object.fromEntries(own.map((index) => [`r${index}`, releaseOf(index)])) };
}

/** Every pair of releases of which the first needs the second; of a service, all of its. */
function edges(all: readonly Node[]): [number, number][] {
  return all.flatMap((node, index) =>
    needsOf(all, index).flatMap((i): [number, number][] =>
      all[i]!.service === node.service
        ? [[index, i]]
        : all.flatMap((other, j): [number, number][] => (other.service === all[i]!.service ? [[index, j]] : [])),
    ),
  );
}

test("whatever is deleted in whatever order, nothing goes before what needs it, and nothing is left", async () => {
  await fc.assert(
    fc.asyncProperty(nodes, fc.shuffledSubarray([...SERVICES], { minLength: 3 }), async (all, order) => {
      const stage = new Stage();
      try {
        for (const service of SERVICES) stage.put("UpstartService", service, specOf(all, service));
        await stage.clock.advance(60_000);
        const installed = stage.calls().length;
        expect(installed).toBe(all.length);
        all.forEach(({ uninstallMs, failsFor }, i) => {
          const keeps = failsFor > 0 ? { keeps: new HelmError("Failed", "not yet") } : {};
          stage.helm.behave(`r${i}`, { uninstallMs, ...keeps });
        });
        for (const service of order) {
          await stage.delete("UpstartService", service);
          await stage.clock.advance(700);
        }
        await stage.clock.advance(60_000);
        all.forEach(({ uninstallMs }, i) => {
          stage.helm.behave(`r${i}`, { uninstallMs });
        });
        await stage.clock.advance(3_600_000);
        const left = stage.cluster.objects().filter((o) => o.kind !== "Namespace" && o.kind !== "Lease");
        expect(left.map((o) => `${o.kind} ${o.metadata.name}`)).toEqual([]);
        const lastOf = (i: number) =>
          stage.helm.calls.findLast((c) => c.verb === "uninstall" && c.releaseName === `r${i}`)!;
        const firstOf = (i: number) =>
          stage.helm.calls.find((c) => c.verb === "uninstall" && c.releaseName === `r${i}`)!;
        for (const [from, to] of edges(all)) expect(lastOf(from).to).toBeLessThanOrEqual(firstOf(to).from);
      } finally {
        await stage.stop();
      }
    }),
    { numRuns: 12 },
  );
});
