import {
  type EnvironmentLife,
  type KubeObject,
  type LifeStatus,
  paramsOf,
  type UpstartEnvironmentSpec,
} from "@upstart/engine";
import type { Context } from "../context.ts";

/** What an environment says, as it is stored: the API server has checked it. */
export function specOf(object: KubeObject): Partial<UpstartEnvironmentSpec> {
  return (object.spec ?? {}) as Partial<UpstartEnvironmentSpec>;
}

/** Whether it says anything of its life; one that does not is an environment as ever. */
export function hasLife({ source, from, ttl, sleep, url, owner }: EnvironmentLife): boolean {
  return [source, from, ttl, sleep, url, owner].some((field) => field !== undefined);
}

/** The namespace and name of the template that it is made from. */
export function templateKeyOf(object: KubeObject): string | undefined {
  const { from } = specOf(object);
  return from === undefined ? undefined : `${from.namespace ?? object.metadata.namespace}/${from.name}`;
}

/** The template, where it is there. */
export function templateOf({ objects }: Pick<Context, "objects">, object: KubeObject): KubeObject | undefined {
  const key = templateKeyOf(object);
  const template = key === undefined ? undefined : objects.get("UpstartEnvironment", key);
  return template !== undefined && specOf(template).template === true ? template : undefined;
}

/** Environments that are made from a template, being deleted or not. */
export function madeFrom({ objects }: Pick<Context, "objects">, template: string): KubeObject[] {
  return objects.list("UpstartEnvironment").filter((o) => templateKeyOf(o) === template);
}

/** What the status says of its life, also where the watch is behind. */
export function lifeStatusOf({ statuses }: Pick<Context, "statuses">, object: KubeObject): LifeStatus {
  return statuses.current(object) as LifeStatus;
}

/** Where it is reached. */
export function urlOfEnvironment(object: KubeObject): string | undefined {
  const spec = specOf(object);
  return spec.url === undefined ? undefined : paramsOf(object.metadata.name, { services: {}, ...spec }).url;
}

/** Milliseconds of a time that was written. */
export function msOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}
