import { analyze } from "@upstart/engine";
import { serviceOf } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { usersOf } from "./out-of-date.ts";

const OUTPUTS = [{ configMapRef: { name: "db-outputs" }, scope: "external" as const }];

test("users of outputs are those of others, by the service's name, not those that only wait", () => {
  const specs = [
    serviceOf({ db: { publishes: OUTPUTS }, api: { uses: ["db.URL"] } }, { name: "shop" }),
    serviceOf({ reader: { uses: ["shop.URL"] }, waiter: { needs: ["shop"] }, alone: {} }, { name: "users" }),
    serviceOf({ far: { uses: ["users.X"] } }, { name: "other" }),
  ];
  const { graph } = analyze(specs, { namespace: "shop" });
  const found = usersOf(graph, (release) => release.owner.name === "shop");
  expect(found.map((r) => r.id)).toEqual(["users/reader"]);
});
