/** What an environment says of its life: the branch that it shows, where it is reached, and when it sleeps and goes. */
export interface EnvironmentLife {
  readonly source?: EnvironmentSource;
  /** Who it is for. */
  readonly owner?: string;
  /** Others are made from it; nothing is installed of it itself. */
  readonly template?: boolean;
  /** The template that it was made from, and the generation of that which was copied. */
  readonly from?: { readonly name: string; readonly namespace?: string; readonly generation?: number };
  readonly ttl?: EnvironmentTtl;
  readonly sleep?: { readonly after?: string };
  /** It never expires and never has to make room for others. */
  readonly protected?: boolean;
  /** What becomes of its volumes when it goes. Absent: `delete`. */
  readonly dataPolicy?: "delete" | "keep" | "snapshot";
  readonly url?: EnvironmentUrl;
  /** On a template: how many there may be at once. */
  readonly quota?: EnvironmentQuota;
}

/** The branch that an environment shows. Repository and ref are who it is, and never change. */
export interface EnvironmentSource {
  /** `owner/name`, in lower case. */
  readonly repository: string;
  /** In full: `refs/heads/feat/cart`. */
  readonly ref: string;
  /** The commit that is wanted, in full. */
  readonly sha?: string;
  readonly pullRequests?: readonly { readonly number: number; readonly repository?: string }[];
}

/** When an environment goes by itself; durations such as `5d`. */
export interface EnvironmentTtl {
  readonly idle?: string;
  readonly max?: string;
  readonly failed?: string;
}

/** Where an environment is reached, and how it answers when it is well. */
export interface EnvironmentUrl {
  /** With `{name}` for the environment's name. */
  readonly template: string;
  /** Which Service answers there: that of this name, where the service of this key is installed. */
  readonly service?: { readonly service: string; readonly name: string; readonly port: number };
  readonly health?: { readonly path?: string; readonly status?: number; readonly timeout?: string };
  /** Where it says which commit answers: exactly one of the two. */
  readonly revision?: { readonly header?: string; readonly path?: string };
}

/** How many environments of one template there may be, and what happens to one more. */
export interface EnvironmentQuota {
  readonly environments: number;
  readonly whenFull?: "queue" | "evict";
  readonly minAge?: string;
}
