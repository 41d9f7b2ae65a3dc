import fc from "fast-check";
import { expect, test } from "vitest";
import { widthOf } from "../output/table.ts";
import { type ListedOutput, outputsList } from "./outputs-list.ts";

const ROWS: ListedOutput[] = [
  {
    release: "team-checkout/postgres",
    key: "POSTGRES_PASSWORD",
    value: "(sensitive)",
    object: "Secret/postgres",
    scope: "internal",
    usedBy: ["team-checkout/api", "team-checkout/worker"],
  },
  {
    release: "team-checkout/postgres",
    key: "PG_HOST",
    value: "postgres.team-checkout.svc.cluster.local",
    object: "Secret/postgres",
    scope: "internal",
    usedBy: ["team-checkout/api", "team-checkout/worker"],
  },
  {
    release: "team-identity/api",
    key: "url",
    value: "https://identity.team-identity.svc.cluster.local:8443",
    object: "ConfigMap/outputs",
    scope: "external",
    usedBy: ["team-checkout/api", "team-checkout/worker", "team-search/indexer", "team-search/api"],
  },
  {
    release: "team-identity/api",
    key: "issuer",
    value: "a\nb",
    object: "ConfigMap/outputs",
    scope: "external",
    usedBy: [],
  },
];

test("several services on 80 columns: a heading for each object, and who uses a key beside or below it", () => {
  expect(outputsList(ROWS, 80)).toBe(
    [
      "team-checkout/postgres  Secret/postgres  internal",
      "  POSTGRES_PASSWORD  (sensitive)  used by api, worker",
      "  PG_HOST            postgres.team-checkout.svc.cluster.lo…  used by api, worker",
      "team-identity/api  ConfigMap/outputs  external",
      "  url                https://identity.team-identity.svc.cluster.local:8443",
      "    used by team-checkout/api, team-checkout/worker, team-search/indexer,",
      "    team-search/api",
      "  issuer             a⏎b",
      "",
    ].join("\n"),
  );
});

const name = fc.stringMatching(/^[a-z]{1,12}$/);
const row = fc.record({
  release: fc.tuple(name, name).map((names) => names.join("/")),
  key: fc.stringMatching(/^[A-Z_]{1,40}$/),
  value: fc.string({ maxLength: 200 }),
  object: name.map((n) => `Secret/${n}`),
  scope: fc.constantFrom("internal", "external"),
  usedBy: fc.array(
    fc.tuple(name, name).map((names) => names.join("/")),
    { maxLength: 9 },
  ),
});

test("never wider than the terminal, and every key is there", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.integer({ min: 60, max: 120 }), (rows, columns) => {
      const lines = outputsList(rows, columns).split("\n");
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
      for (const { key } of rows) expect(lines.some((l) => l.includes(key.slice(0, 31)))).toBe(true);
    }),
  );
});
