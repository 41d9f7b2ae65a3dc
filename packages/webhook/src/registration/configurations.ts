import { API_GROUP, type KubeObject, LABELS, MANAGED_BY } from "@upstart/engine";
import { CREATOR_ANNOTATION } from "../creator.ts";

/** How API servers reach this program. */
export type Address =
  | { readonly url: string }
  | { readonly service: { readonly namespace: string; readonly name: string; readonly port: number } };

export interface Registration {
  readonly address: Address;
  /** PEM; absent where somebody else writes it. */
  readonly caBundle?: string;
  /** What happens to objects when nobody answers. */
  readonly failurePolicy: "Fail" | "Ignore";
  /** Whose end is theirs: the API server's garbage collector sees to that. Absent: they stay. */
  readonly owner?: Owner;
}

/** An object of the cluster, this very one. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** Name of both configurations. */
export const CONFIGURATION = "upstart";
export const CONFIGURATION_KINDS = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] as const;

const RESOURCES = ["upstartservices", "upstartenvironments", "helmreleases"];

/**
 * Nothing is asked about an update that leaves the spec as it is (finalizers, labels, owners) or is of an object that is
 * being deleted: that must be possible also while nobody answers.
 */
const CONDITIONS = [
  { name: "is-not-being-deleted", expression: "!has(object.metadata.deletionTimestamp)" },
  {
    name: "changes-the-spec-or-the-creator",
    expression: [
      "request.operation != 'UPDATE'",
      "object.metadata.generation != oldObject.metadata.generation",
      `object.metadata.?annotations[?'${CREATOR_ANNOTATION}'].orValue('') != oldObject.metadata.?annotations[?'${CREATOR_ANNOTATION}'].orValue('')`,
    ].join(" || "),
  },
];

/** Both configurations as they are to be. */
export function configurationsOf({ address, caBundle, failurePolicy, owner }: Registration): KubeObject[] {
  const common = (path: string) => ({
    clientConfig: {
      ...clientConfig(address, path),
      ...(caBundle === undefined ? {} : { caBundle: Buffer.from(caBundle).toString("base64") }),
    },
    admissionReviewVersions: ["v1"],
    sideEffects: "None",
    matchPolicy: "Equivalent",
  });
  return [
    configuration("ValidatingWebhookConfiguration", owner, [
      {
        ...common("/validate"),
        name: `validate.${API_GROUP}`,
        rules: rulesFor("CREATE", "UPDATE"),
        failurePolicy,
        timeoutSeconds: 5,
        matchConditions: CONDITIONS,
      },
      {
        // It only warns, so nothing that is deleted waits for it.
        ...common("/validate"),
        name: `warn-of-deletion.${API_GROUP}`,
        rules: rulesFor("DELETE"),
        failurePolicy: "Ignore",
        timeoutSeconds: 2,
      },
    ]),
    configuration("MutatingWebhookConfiguration", owner, [
      {
        ...common("/mutate"),
        name: `mutate.${API_GROUP}`,
        rules: rulesFor("CREATE", "UPDATE"),
        // What it adds is good to have; what must not be is refused by the other.
        failurePolicy: "Ignore",
        timeoutSeconds: 2,
        reinvocationPolicy: "IfNeeded",
        matchConditions: CONDITIONS.slice(0, 1),
      },
    ]),
  ];
}

function configuration(
  kind: (typeof CONFIGURATION_KINDS)[number],
  owner: Owner | undefined,
  webhooks: readonly object[],
): KubeObject {
  const metadata = {
    name: CONFIGURATION,
    labels: { [LABELS.managedBy]: MANAGED_BY },
    ...(owner === undefined ? {} : { ownerReferences: [owner] }),
  };
  return { apiVersion: "admissionregistration.k8s.io/v1", kind, metadata, webhooks };
}

function rulesFor(...operations: readonly string[]): object[] {
  return [{ apiGroups: [API_GROUP], apiVersions: ["*"], resources: RESOURCES, operations, scope: "Namespaced" }];
}

function clientConfig(address: Address, path: string): object {
  if ("url" in address) return { url: `${address.url.replace(/\/+$/, "")}${path}` };
  return { service: { ...address.service, path } };
}
