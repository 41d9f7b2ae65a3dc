import { type KubeObject, type UpstartEnvironmentSpec, urlOf } from "@upstart/engine";

/** The host name that a caller asks for, as it is compared: without port, in lower case. */
export function hostnameIn(header: string | undefined): string | undefined {
  const [, name] = /^([a-z0-9.-]+?)\.?(?::\d{1,5})?$/i.exec(header ?? "") ?? [];
  return name?.toLowerCase();
}

/** The URL of an environment, where it has one that can be asked for. Templates have none of their own. */
export function urlIn({ metadata, spec }: KubeObject): URL | undefined {
  const { url, template } = (spec ?? {}) as Partial<UpstartEnvironmentSpec>;
  if (url === undefined || template === true) return undefined;
  return parsed(urlOf(metadata.name, url));
}

/** The host name of a URL as it is written; undefined where it is none. */
export function hostIn(url: string | undefined): string | undefined {
  return url === undefined ? undefined : parsed(url)?.hostname;
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
