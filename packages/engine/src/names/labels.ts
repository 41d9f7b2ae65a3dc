/** Labels and annotations on everything we make. */
export const LABELS = {
  managedBy: "app.kubernetes.io/managed-by",
  environment: "upstart.com/environment",
  service: "upstart.com/service",
  release: "upstart.com/release",
  /** On what a person wrote, and on all that is made of it: the controllers' shard that is to keep it. */
  shard: "upstart.com/shard",
  /** On Helm's record of a revision: the digest that it was deployed with. */
  digest: "upstart.com/digest",
  /** On the same: the number that the revision was made to have. Helm copies labels from one revision to the next. */
  revision: "upstart.com/revision",
  /** On a record of a client-side apply: the kind of object that was applied, in lower case. */
  record: "upstart.com/record",
} as const;

export const MANAGED_BY = "upstart";

/** The uid of the record (or environment) that a namespace was made for. */
export const OWNER_UID_ANNOTATION = "upstart.com/owner-uid";

/** Field manager of everything that is applied from a client. */
export const FIELD_MANAGER = "kubectl-upstart";

/** The Lease by which the controllers are known, in whatever namespace they run. */
export const CONTROLLER_LEASE = "upstart-controller";

/** The Lease of the controllers of a shard; "" is the one that keeps what no shard is named for. */
export function leaseNameOf(shard: string): string {
  return shard === "" ? CONTROLLER_LEASE : `${CONTROLLER_LEASE}-${shard}`;
}

/** On that Lease: the namespaces that they look at, with commas between; `*` for all. */
export const WATCHED_ANNOTATION = "upstart.com/watched-namespaces";
