import {
  API_VERSION,
  branchOf,
  type Cluster,
  conditionOf,
  type KubeObject,
  type LifeStatus,
  paramsOf,
  type UpstartEnvironmentSpec,
} from "@upstart/engine";
import type { Session } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";

/** What of a session a verb on environments works with; tests give their own. */
export type At = Pick<Session, "namespace" | "clock"> & { readonly cluster: Cluster };

/** How the API knows environments. */
export const ENVIRONMENT = { apiVersion: API_VERSION, kind: "UpstartEnvironment" } as const;

/** An environment as people are told of it; scripts get the same. What is not known is left out. */
export interface EnvironmentView {
  readonly name: string;
  readonly namespace: string;
  readonly phase: string;
  readonly ready: boolean;
  readonly owner?: string;
  readonly repository?: string;
  readonly branch?: string;
  readonly sha?: string;
  readonly template?: string;
  readonly createdAt?: string;
  /** Only of one that is gone. */
  readonly endedAt?: string;
  readonly lastActivity?: { readonly kind: string; readonly at: string };
  readonly expiresAt?: string;
  readonly expiresReason?: string;
  readonly protected?: boolean;
  readonly queuePosition?: number;
  readonly url?: string;
  readonly reason?: string;
  readonly message?: string;
}

/** What an environment says; the API server has checked it. */
export function specOf({ spec }: KubeObject): Partial<UpstartEnvironmentSpec> {
  return (spec ?? {}) as Partial<UpstartEnvironmentSpec>;
}

/** What the controllers say of an environment's life. */
export function lifeOf({ status }: KubeObject): LifeStatus {
  return (status ?? {}) as LifeStatus;
}

/** Where it is reached, also before anything is installed. */
export function urlOfEnvironment(object: KubeObject, template?: KubeObject): string | undefined {
  const spec = { ...(template === undefined ? {} : pick(specOf(template))), ...specOf(object) };
  return spec.url === undefined ? lifeOf(object).url : paramsOf(object.metadata.name, { services: {}, ...spec }).url;
}

/** All that is told of an environment. */
export function viewOf(object: KubeObject): EnvironmentView {
  const { name, namespace = "", creationTimestamp, deletionTimestamp } = object.metadata;
  const { source, owner, from, protected: isProtected } = specOf(object);
  const { phase, lastActivity, expiresAt, expiresReason, queuePosition } = lifeOf(object);
  const ready = conditionOf(object, "Ready");
  const isGoing = deletionTimestamp !== undefined && phase !== "Blocked";
  return {
    name,
    namespace,
    phase: isGoing ? "Terminating" : (phase ?? (ready?.status === "True" ? "Ready" : "Requested")),
    ready: ready?.status === "True",
    ...given({
      owner,
      repository: source?.repository,
      branch: source === undefined ? undefined : branchOf(source.ref),
      sha: source?.sha,
      template: from === undefined ? undefined : `${from.namespace ?? namespace}/${from.name}`,
      createdAt: creationTimestamp,
      lastActivity: lastActivity === undefined ? undefined : { kind: lastActivity.kind, at: lastActivity.at },
      expiresAt,
      expiresReason,
      protected: isProtected,
      queuePosition,
      url: urlOfEnvironment(object),
      reason: ready?.reason,
      message: ready?.message,
    }),
  };
}

/** Environments that are made for somebody or something: not templates, and not those without a life of their own. */
export async function listBranchEnvironments(
  { cluster, namespace }: Pick<At, "cluster" | "namespace">,
  { allNamespaces }: { readonly allNamespaces?: boolean },
): Promise<readonly KubeObject[]> {
  const all = await cluster.list({ ...ENVIRONMENT, ...(allNamespaces === true ? {} : { namespace }) });
  return all.filter((o) => {
    const { template, source, from } = specOf(o);
    return template !== true && (source !== undefined || from !== undefined);
  });
}

/** The environment of that name. Throws CliError, with a next step, where there is none. */
export async function environmentNamed(host: Host, at: At, name: string): Promise<KubeObject> {
  const object = await at.cluster.get({ ...ENVIRONMENT, namespace: at.namespace, name });
  if (object !== undefined) return object;
  throw new CliError(
    EXIT.no,
    `there is no environment ${name} in the namespace ${at.namespace}`,
    `${host.name} env list -A --all shows all; ${host.name} env explain ${name} -n ${at.namespace} says what is still known of one that is gone`,
  );
}

/** The template that an environment is made from, where it can be seen. */
export async function templateOf({ cluster }: At, object: KubeObject): Promise<KubeObject | undefined> {
  const { from } = specOf(object);
  if (from === undefined) return undefined;
  const namespace = from.namespace ?? object.metadata.namespace ?? "";
  return await cluster.get({ ...ENVIRONMENT, namespace, name: from.name });
}

/** A record without what is undefined. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function pick({ url, params }: Partial<UpstartEnvironmentSpec>): Partial<UpstartEnvironmentSpec> {
  return { ...(url === undefined ? {} : { url }), ...(params === undefined ? {} : { params }) };
}
