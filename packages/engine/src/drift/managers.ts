import type { ManagedFields } from "../ports/object.ts";

/** As which field manager Helm 3 and 4 write. */
export const HELM_MANAGER = "helm";

/** Controllers that every cluster has. */
const OF_THE_CLUSTER = /^(?:kube-|kubelet$|cloud-controller-manager$)/;

/**
 * Whether a field that this manager wrote is left to it: autoscalers (through the subresource `scale`), the cluster's
 * own controllers, and whoever declares it by a server-side apply under a name of its own. People with kubectl are none
 * of these.
 */
export function isLeftTo({ manager = "", operation, subresource }: ManagedFields): boolean {
  if (manager === HELM_MANAGER || manager.startsWith("kubectl")) return false;
  return operation === "Apply" || subresource !== undefined || OF_THE_CLUSTER.test(manager);
}
