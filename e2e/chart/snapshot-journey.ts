import { until } from "../harness.ts";
import { API } from "../kinds.ts";
import { Driver } from "../snapshots/driver.ts";
import { SNAPSHOT_KINDS } from "../snapshots/kinds.ts";
import type { Cluster } from "./cluster.ts";

/** Longer than a driver takes that works. */
export const SNAPSHOT_TIMEOUT = "8s";

const environment = (name: string) => ({
  apiVersion: API,
  kind: "UpstartEnvironment",
  metadata: { name, namespace: "team" },
  spec: { dataPolicy: "snapshot", services: { empty: { spec: { helmReleases: {} } } } },
});

/** One environment goes with its volume and has it back; of the other no snapshot comes in time. */
export async function useSnapshots(cluster: Cluster): Promise<void> {
  await cluster.apply(...SNAPSHOT_KINDS);
  await cluster.run("wait", "--for=condition=Established", "crd", ...SNAPSHOT_KINDS.map((k) => k.metadata.name));
  const driver = await Driver.start(cluster.bench.sandbox.kubeconfig);
  driver.behave("stuck", "silent");
  for (const name of ["saved", "stuck"]) {
    await cluster.apply(environment(name));
    await cluster.ready("uenv", name, "team");
    await claim(cluster, name);
  }
  for (const name of ["saved", "stuck"]) await cluster.run("delete", "uenv", name, "-n", "team", "--wait=false");
  for (const name of ["saved", "stuck"]) await cluster.gone("uenv", name, "team");
  await cluster.gone("namespace", "saved-empty", "");
  await cluster.apply(environment("saved"));
  await cluster.ready("uenv", "saved", "team");
  await bound(cluster, "saved");
  await driver.close();
}

async function claim(cluster: Cluster, name: string): Promise<void> {
  const metadata = { name, namespace: `${name}-empty` };
  const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  await cluster.apply({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec });
  await bound(cluster, name);
}

async function bound(cluster: Cluster, name: string): Promise<void> {
  await until(`the volume of ${name}`, async () => {
    const found = await cluster.bench.get("pvc", name, `${name}-empty`);
    return (found?.status as { readonly phase?: string } | undefined)?.phase === "Bound" ? true : undefined;
  });
}
