import { expect, test } from "vitest";
import { release, Stage } from "../testing/stage.ts";

test("what was installed as a ServiceAccount is taken away as that", async () => {
  const stage = new Stage();
  stage.put("UpstartService", "shop", { helmReleases: { a: release("a", { serviceAccountName: "deployer" }) } });
  await stage.clock.advance(3000);
  expect(stage.get("HelmRelease", "shop-a")?.spec).toMatchObject({ serviceAccountName: "deployer" });
  await stage.delete("UpstartService", "shop");
  await stage.clock.advance(5000);
  const asUser = "system:serviceaccount:shop:deployer";
  expect(stage.helm.calls.map((c) => [c.verb, c.asUser])).toEqual([
    ["upgrade", asUser],
    ["uninstall", asUser],
  ]);
  await stage.stop();
});
