/** An image as a registry knows it. */
export interface ImageReference {
  /** `ghcr.io`, `localhost:5000`; `docker.io` where none is named. */
  readonly registry: string;
  readonly repository: string;
  /** A tag or a digest. */
  readonly reference: string;
}

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::\d{1,5})?$/i;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-zA-Z=_-]{32,}$/;

/** `ghcr.io/acme/shop:9f3c2d1`, read as Docker reads it: `postgres` is `docker.io/library/postgres:latest`. Undefined where it is none. */
export function parseImage(text: string): ImageReference | undefined {
  const [named = "", digest, ...more] = text.split("@");
  const [, name = "", tag] = /^(.*?)(?::([^/:]*))?$/.exec(named)!;
  const [registry, path] = splitHost(name);
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  const isWritten = HOST.test(registry) && REPOSITORY.test(repository) && more.length === 0;
  if (!isWritten || !(tag === undefined || TAG.test(tag)) || !(digest === undefined || DIGEST.test(digest)))
    return undefined;
  return { registry, repository, reference: digest ?? tag ?? "latest" };
}

/** The first part is a host where it cannot be a folder: it has a dot or a port, or is `localhost`. */
function splitHost(name: string): readonly [registry: string, path: string] {
  const [first = "", ...rest] = name.split("/");
  if (rest.length === 0 || !(/[.:]/.test(first) || first === "localhost")) return ["docker.io", name];
  return [first === "index.docker.io" ? "docker.io" : first, rest.join("/")];
}
