import { describe, expect, test } from "vitest";
import { type Analysis, analyze } from "../analyze.ts";
import { render } from "../render/render.ts";
import { decode } from "../spec/decode.ts";
import { findCycles, walkOf } from "./cycles.ts";
import { criticalPaths, layersOf, orderOf } from "./order.ts";

// Sizes at which anything quadratic, or anything that needs the call stack, would not end within a test's time.
const MANY = 5000;

function analyzed(objects: readonly object[]): Analysis {
  return analyze(
    objects.map((o, document) => decode(o, { document }).spec!),
    { namespace: "default" },
  );
}

const of = (kind: string, name: string, spec: object, namespace = "default") => ({
  apiVersion: "upstartoperators.upstart.com/v1alpha1",
  kind,
  metadata: { name, namespace },
  spec,
});
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const release = (i: number, needs: readonly number[]) =>
  of("HelmRelease", `r${i}`, { chart: "a/b", dependencies: needs.map((n) => ({ name: `r${n}` })) });
const codes = ({ diagnostics }: Analysis) => [...new Set(diagnostics.map((d) => d.code))].sort();

describe(`${MANY} releases`, { timeout: 30_000 }, () => {
  test("in one chain", () => {
    const { graph } = analyzed(many(MANY, (i) => release(i, i === 0 ? [] : [i - 1])));
    expect(orderOf(graph)).toHaveLength(MANY);
    expect(layersOf(graph)).toHaveLength(MANY);
    expect(Math.max(...criticalPaths(graph).values())).toBe(MANY);
    expect(render(graph).releases).toHaveLength(MANY);
    expect(findCycles(graph)).toEqual([]);
  });

  test("in one circle", () => {
    const analysis = analyzed(many(MANY, (i) => release(i, [(i + 1) % MANY])));
    const [cycle] = analysis.diagnostics.filter((d) => d.code === "DependencyCycle");
    expect(cycle?.related).toHaveLength(MANY);
    expect(walkOf(findCycles(analysis.graph)[0]!.cycles[0]!)).toHaveLength(MANY + 1);
    expect(orderOf(analysis.graph)).toEqual([]);
  });

  test("that all wait for something unknown, under names that are all alike", () => {
    const analysis = analyzed(
      many(MANY / 5, (s) =>
        of("UpstartService", `service-number-${s}`, {
          helmReleases: Object.fromEntries(
            many(5, (r) => [`r${s}x${r}`, { chart: "a/b", dependencies: [{ name: `service-numbre-${s}-${r}` }] }]),
          ),
        }),
      ),
    );
    expect(codes(analysis)).toEqual(["UnknownDependency"]);
  });

  test("in an environment of a thousand templates", () => {
    const templates = many(1000, (s) =>
      of(
        "UpstartService",
        `t${s}`,
        {
          suspend: true,
          helmReleases: Object.fromEntries(
            many(5, (r) => [`r${r}`, { chart: "a/b", values: { x: "<< environment.params.sha >>" } }]),
          ),
        },
        "catalog",
      ),
    );
    const services = Object.fromEntries(
      many(1000, (s) => [`t${s}`, { from: { name: `t${s}`, namespace: "catalog" } }]),
    );
    const analysis = analyzed([...templates, of("UpstartEnvironment", "e", { services, params: { sha: "x" } })]);
    expect(codes(analysis)).toEqual([]);
    expect(analysis.graph.nodes.size).toBe(2 * 6000);
  });
});
