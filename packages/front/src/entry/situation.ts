import {
  branchOf,
  childName,
  headline,
  type KubeObject,
  type LifeStatus,
  type UpstartEnvironmentSpec,
} from "@upstart/engine";
import type { Farewell } from "./farewell.ts";

/** Where an environment stands, for somebody who has asked for its URL. */
export type State =
  | "serving"
  | "elsewhere"
  | "requested"
  | "queued"
  | "building"
  | "asleep"
  | "waking"
  | "failed"
  | "suspended"
  | "leaving"
  | "held"
  | "unreachable"
  | "gone"
  | "unknown";

/** A release on its way. */
export interface Row {
  readonly service: string;
  readonly release: string;
  /** As in `status.releases` of an UpstartService. */
  readonly state: string;
  /** What it waits for, or what is wrong with it: one line. */
  readonly message: string;
  /** What it said last, where it failed. */
  readonly lastWords: readonly string[];
}

/** All that the page says. There are no values in it: statuses have none. */
export interface Situation {
  readonly state: State;
  readonly name?: string;
  readonly namespace?: string;
  readonly branch?: string;
  readonly sha?: string;
  readonly owner?: string;
  readonly position?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly releases: readonly Row[];
  readonly expiresAt?: string;
  readonly hasExpired?: boolean;
  readonly hasMadeRoom?: boolean;
  readonly isRevivable?: boolean;
  readonly at?: string;
}

interface Status extends LifeStatus {
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
}

const MAX_ROWS = 100;
const MAX_WORDS = 15;
const MAX_LINE = 400;

/** How an environment stands, by its status and those of its services. */
export function situationOf(environment: KubeObject, services: readonly KubeObject[]): Situation {
  const { metadata } = environment;
  const spec = (environment.spec ?? {}) as Partial<UpstartEnvironmentSpec>;
  const status = (environment.status ?? {}) as Status;
  const ready = status.conditions?.find((c) => c.type === "Ready");
  return {
    state: stateOf(environment, spec, status),
    name: metadata.name,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    ...(spec.source === undefined ? {} : { branch: branchOf(spec.source.ref) }),
    ...(spec.source?.sha === undefined ? {} : { sha: spec.source.sha.slice(0, 7) }),
    ...(spec.owner === undefined ? {} : { owner: spec.owner }),
    ...(status.queuePosition === undefined ? {} : { position: status.queuePosition }),
    ...(ready?.reason === undefined ? {} : { reason: ready.reason }),
    ...(ready?.message === undefined ? {} : { message: cut(headline(ready.message)) }),
    ...(status.expiresAt === undefined ? {} : { expiresAt: status.expiresAt }),
    releases: services
      .flatMap((service) => rowsOf(metadata.name, service))
      .sort((a, b) => (`${a.service}/${a.release}` < `${b.service}/${b.release}` ? -1 : 1))
      .slice(0, MAX_ROWS),
  };
}

/** How one stands that was seen to go. */
export function situationAfter(farewell: Farewell): Situation {
  return { state: "gone", ...farewell, releases: [] };
}

/**
 * One whose releases have all been ready once serves, also while it is deployed anew and while its URL does not answer as
 * wanted: what answers is its own, and whether it answers is asked through here.
 */
function stateOf({ metadata }: KubeObject, spec: Partial<UpstartEnvironmentSpec>, status: Status): State {
  const hasServed = status.verified !== undefined;
  const isStalled = status.conditions?.some((c) => c.type === "Stalled" && c.status === "True") === true;
  if (metadata.deletionTimestamp !== undefined) return status.phase === "Blocked" ? "held" : "leaving";
  if (status.phase === "Queued") return "queued";
  if (status.asleepSince !== undefined) return "asleep";
  if (status.wakingSince !== undefined) return "waking";
  if (status.phase === "Failed" || status.failedSince !== undefined) return "failed";
  if (isStalled && !hasServed) return "failed";
  if (status.phase === undefined || status.phase === "Requested") return "requested";
  if (hasServed) return spec.url?.service === undefined ? "elsewhere" : "serving";
  return status.phase === "Suspended" ? "suspended" : "building";
}

type Told = Partial<Record<string, { readonly state?: string; readonly message?: string }>>;

function rowsOf(environment: string, { metadata, spec, status }: KubeObject): Row[] {
  const wanted = Object.keys((spec as { readonly helmReleases?: object } | undefined)?.helmReleases ?? {});
  const told = ((status as { readonly releases?: Told } | undefined)?.releases ?? {}) as Told;
  const prefix = childName(environment, "");
  const service = metadata.name.startsWith(prefix) ? metadata.name.slice(prefix.length) : metadata.name;
  return [...new Set([...wanted, ...Object.keys(told)])].map((release) => {
    const { state = "waiting", message = "" } = told[release] ?? {};
    const lines = message.split("\n").map(cut);
    const isFailed = state === "failed" || state === "retrying";
    return {
      service,
      release,
      state,
      message: state === "ready" ? "" : (lines[0] ?? ""),
      lastWords: isFailed ? lines.slice(1, MAX_WORDS + 1) : [],
    };
  });
}

function cut(line: string): string {
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 1)}…`;
}
