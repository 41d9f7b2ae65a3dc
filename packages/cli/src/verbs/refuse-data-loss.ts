import type { Cluster } from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import type { StoredRecord } from "../cluster/records.ts";
import { CliError, EXIT } from "../exit.ts";

/**
 * Volumes that an environment's `dataPolicy` keeps are not taken away with its namespaces: only the controllers can do
 * what that says. Throws a CliError.
 */
export async function refuseDataLoss(
  cluster: Pick<Cluster, "list">,
  targets: readonly Pick<StoredRecord, "record">[],
): Promise<void> {
  const lost = await atOnce(
    targets.flatMap(({ record: { object, spec, namespaces } }) => {
      const policy = "dataPolicy" in spec ? (spec.dataPolicy ?? "delete") : "delete";
      return policy === "delete" ? [] : namespaces.map((namespace) => ({ name: object.name, policy, namespace }));
    }),
    async (place) => {
      const selection = { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace: place.namespace };
      const [claim] = await cluster.list({ ...selection, metadataOnly: true });
      return claim === undefined ? [] : [{ ...place, claim: claim.metadata.name }];
    },
  );
  const [first] = lost.flat();
  if (first === undefined) return;
  const { name, policy, claim, namespace } = first;
  throw new CliError(
    EXIT.no,
    `${name} has dataPolicy: ${policy}, and would lose PersistentVolumeClaim ${claim} in namespace ${namespace}`,
    "only the controllers can keep it; save it and delete it, or give --force, and it goes with the namespace",
  );
}
