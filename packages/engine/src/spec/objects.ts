import type { ObjectRef } from "../diagnostic/diagnostic.ts";
import type { Values } from "../reference/values.ts";
import type { EnvironmentLife } from "./life.ts";

/** The API group and version of every kind. */
export const API_VERSION = "upstartoperators.upstart.com/v1alpha1";
export const API_GROUP = "upstartoperators.upstart.com";

/** The kinds of the group. */
export const KINDS = ["UpstartService", "UpstartEnvironment", "HelmRelease"] as const;
export type Kind = (typeof KINDS)[number];

/** Something that must be ready first. */
export interface Dependency {
  readonly name: string;
  /** Says which, where a release and a service have the same name. */
  readonly kind?: "HelmRelease" | "UpstartService";
  /** Of another namespace; only outputs with `scope: external` cross. */
  readonly namespace?: string;
}

/** A Secret or ConfigMap that a release publishes outputs through. Exactly one of the two refs is given. */
export interface OutputSource {
  readonly secretRef?: { readonly name: string };
  readonly configMapRef?: { readonly name: string };
  /** `internal` (default): siblings only. `external`: whoever depends on the service. */
  readonly scope?: "internal" | "external";
  /** The contract: exactly these keys are published. Absent: every key of the object. */
  readonly keys?: readonly string[];
}

/** One Helm release as an author declares it inside a service. */
export interface ReleaseSpec {
  readonly chart: string;
  readonly version?: string;
  readonly values?: Values;
  readonly dependencies?: readonly Dependency[];
  readonly outputsFrom?: readonly OutputSource[];
  readonly releaseName?: string;
  /** A Go duration such as `5m`. */
  readonly timeout?: string;
  readonly suspend?: boolean;
  /** A ServiceAccount to install as, for controllers in the cluster. */
  readonly serviceAccountName?: string;
  /** What controllers in the cluster do about objects that were changed or deleted by hand. */
  readonly driftDetection?: DriftDetection;
}

/** `Enabled` (default) puts right, `Warn` tells, `Disabled` does not look. */
export type DriftDetection = "Enabled" | "Warn" | "Disabled";

export interface UpstartServiceSpec {
  readonly helmReleases: Readonly<Record<string, ReleaseSpec>>;
  readonly suspend?: boolean;
}

/** A release that stands alone, or was made by a service's controller. */
export interface HelmReleaseSpec extends ReleaseSpec {
  readonly targetNamespace?: string;
}

/** What an environment changes of a template's release: maps merge, lists replace, null removes. */
export type ReleaseOverride = { readonly [Field in keyof ReleaseSpec]?: ReleaseSpec[Field] | null };

/** A service of an environment: written out in `spec`, or made from a template by `from`. */
export interface EnvironmentService {
  readonly spec?: UpstartServiceSpec;
  readonly from?: ServiceRef;
  /** What to change of the template's releases; null takes one away. */
  readonly releases?: Readonly<Record<string, ReleaseOverride | null>>;
  /** What the service is made of. Absent: `real`. */
  readonly mode?: ServiceMode;
  /** What stands in for the service while its mode is `mock`. */
  readonly mock?: { readonly from: ServiceRef };
  /** Whose service of the same key is used while the mode is `proxy`. */
  readonly proxy?: { readonly environment: string; readonly namespace?: string };
}

/** An UpstartService that another is made from. */
export interface ServiceRef {
  readonly name: string;
  readonly namespace?: string;
}

/** `real`: its releases. `mock`: those of another UpstartService. `proxy`: another environment's service. `off`: nothing. */
export type ServiceMode = "real" | "mock" | "proxy" | "off";

export interface UpstartEnvironmentSpec extends EnvironmentLife {
  /** Empty where the controllers are still to copy it from the template. */
  readonly services: Readonly<Record<string, EnvironmentService>>;
  readonly params?: Readonly<Record<string, string>>;
  /** `PerService` (default): each service has a namespace of its own. `Shared`: one for all. */
  readonly namespaces?: "PerService" | "Shared";
  readonly suspend?: boolean;
}

interface Declared<K extends Kind, S> {
  readonly kind: K;
  readonly object: ObjectRef;
  /** Index of the document it came from. */
  readonly document?: number;
  /** Parts that the schema refused are left out, so what it lacks is no news. */
  readonly isPartial?: boolean;
  /** Others may be made from it; of itself nothing is made here, and no dependency means it. */
  readonly isTemplateOnly?: boolean;
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: S;
}

/** A decoded object of our group. Decoding is what makes the types below true. */
export type Spec =
  | Declared<"UpstartService", UpstartServiceSpec>
  | Declared<"UpstartEnvironment", UpstartEnvironmentSpec>
  | Declared<"HelmRelease", HelmReleaseSpec>;
