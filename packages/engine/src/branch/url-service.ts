import { childName } from "../names/names.ts";
import type { UpstartEnvironmentSpec } from "../spec/objects.ts";

/** A port of a Service in a cluster. */
export interface ServicePort {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** The namespace that an environment installs a service in: one of its own, or one for all. */
export function serviceNamespace(
  environment: string,
  key: string,
  namespaces: UpstartEnvironmentSpec["namespaces"],
): string {
  return namespaces === "Shared" ? environment : childName(environment, key);
}

/** The Service that answers at an environment's URL, where it says so. Whether the namespace is its own is for others to see. */
export function urlServiceOf(
  environment: string,
  { url, namespaces }: Pick<UpstartEnvironmentSpec, "url" | "namespaces">,
): ServicePort | undefined {
  if (url?.service === undefined) return undefined;
  const { service, name, port } = url.service;
  return { namespace: serviceNamespace(environment, service, namespaces), name, port };
}
