import {
  type KubeObject,
  type LifeStatus,
  type ServicePort,
  type UpstartEnvironmentSpec,
  urlServiceOf,
} from "@upstart/engine";

/**
 * The Service that serves an environment, where that is in a namespace which the controllers have made for it: whoever
 * writes an environment cannot have requests sent anywhere else.
 */
export function targetOf({ metadata, spec, status }: KubeObject): ServicePort | undefined {
  const { inventory = [] } = (status ?? {}) as LifeStatus;
  const service = urlServiceOf(metadata.name, (spec ?? {}) as UpstartEnvironmentSpec);
  const isOurs = inventory.some((made) => made.kind === "Namespace" && made.name === service?.namespace);
  return service !== undefined && isOurs && isSound(service) ? service : undefined;
}

/** Where a Service is reached: `{name}`, `{namespace}` and `{port}` are put into the pattern. */
export function addressOf(pattern: string, { name, namespace, port }: ServicePort): URL {
  const host = pattern.replaceAll("{name}", name).replaceAll("{namespace}", namespace).replaceAll("{port}", `${port}`);
  return new URL(`http://${host}`);
}

/** The API server checks it, too; here it becomes part of an address. */
function isSound({ name, namespace, port }: ServicePort): boolean {
  const isLabel = (text: string) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text);
  return isLabel(name) && isLabel(namespace) && Number.isInteger(port) && port > 0 && port < 65_536;
}
