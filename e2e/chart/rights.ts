import { readFile } from "node:fs/promises";
import type { Bench } from "../harness.ts";

/** What an account did, as the API server's audit log has it. */
export interface Doings {
  /** As `ClusterRole get apps/deployments`. */
  readonly used: ReadonlySet<string>;
  /** What it was allowed by whatever role, as `get apps/deployments`. */
  readonly allowed: ReadonlySet<string>;
  /** What it was refused, as `get apps/deployments shop/web`. */
  readonly refused: readonly string[];
}

/** A Role, or a ClusterRole where there is no namespace. */
export interface RoleName {
  readonly name: string;
  readonly namespace?: string;
}

/** Each right that roles give, as `ClusterRole get apps/deployments`. */
export async function rightsIn(bench: Bench, roles: readonly RoleName[]): Promise<string[]> {
  const rights: string[] = [];
  for (const { name, namespace } of roles) {
    const kind = namespace === undefined ? "ClusterRole" : "Role";
    const role = (await bench.get(kind, name, namespace)) as unknown as { readonly rules: readonly Rule[] };
    for (const { apiGroups, resources, verbs } of role.rules)
      for (const group of apiGroups)
        for (const resource of resources) rights.push(...verbs.map((verb) => `${kind} ${verb} ${group}/${resource}`));
  }
  return rights;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Reads what an account did itself: neither what Helm did in its name nor what it did as somebody else. */
export async function doingsOf(auditLog: string, account: string): Promise<Doings> {
  const used = new Set<string>();
  const allowed = new Set<string>();
  const refused = new Set<string>();
  for (const line of (await readFile(auditLog, "utf8")).split("\n")) {
    if (!line.includes(account)) continue;
    const event = JSON.parse(line) as AuditEvent;
    const { user, userAgent = "", objectRef: object, impersonatedUser, annotations = {} } = event;
    if (user.username !== account || object === undefined) continue;
    // No role is told of for this: it was looked up before the request that it is about.
    if (impersonatedUser !== undefined) used.add("ClusterRole impersonate /serviceaccounts");
    if (impersonatedUser !== undefined || userAgent.startsWith("Helm/")) continue;
    const subresource = object.subresource === undefined ? "" : `/${object.subresource}`;
    const resource = `${object.apiGroup ?? ""}/${object.resource}${subresource}`;
    const reason = annotations["authorization.k8s.io/reason"] ?? "";
    const [, role] = RULE.exec(reason) ?? [];
    if (role !== undefined) for (const verb of verbsOf(event)) used.add(`${role} ${verb} ${resource}`);
    // Asked first, and may be left out; then its own role is what allows it.
    if (reason.includes('"upstart-discovery"')) for (const verb of verbsOf(event)) used.add(`Role ${verb} ${resource}`);
    if (annotations["authorization.k8s.io/decision"] === "allow")
      for (const verb of verbsOf(event)) allowed.add(`${verb} ${resource}`);
    if (annotations["authorization.k8s.io/decision"] === "forbid")
      refused.add(`${event.verb} ${resource} ${object.namespace ?? ""}/${object.name ?? ""}`);
  }
  return { used, allowed, refused: [...refused] };
}

interface AuditEvent {
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly impersonatedUser?: { readonly username: string };
  readonly userAgent?: string;
  readonly objectRef?: {
    readonly apiGroup?: string;
    readonly resource: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Which of our roles it was that allowed a request. */
const RULE = /^RBAC: allowed by \w+ "upstart-[\w-]+(?:\/[\w-]+)?" of (ClusterRole|Role) "upstart-/;

/** A server-side apply that makes the object needs the right to create it as well. */
function verbsOf({ verb, responseStatus }: AuditEvent): string[] {
  return verb === "patch" && responseStatus?.code === 201 ? ["patch", "create"] : [verb];
}
