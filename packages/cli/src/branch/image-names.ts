import { branchWordOf, type EnvironmentSource, slugOf, type UpstartEnvironmentSpec } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";

/** `ghcr.io/acme/shop:{sha}` with what the source says. Throws CliError where a placeholder is unknown. */
export function imageNamed(text: string, { repository, ref, sha = "" }: EnvironmentSource): string {
  const known: Readonly<Record<string, string>> = {
    sha,
    shortSha: sha.slice(0, 7),
    branch: slugOf(branchWordOf(ref)),
    repository,
  };
  return text.replace(/\{(\w*)\}/g, (placeholder, key: string) => {
    if (Object.hasOwn(known, key)) return known[key]!;
    const names = Object.keys(known).map((k) => `{${k}}`);
    throw new CliError(
      EXIT.usage,
      `${placeholder} in ${text} is nothing that is known`,
      `there are ${names.join(", ")}`,
    );
  });
}

/**
 * The params by which a template takes images: `image.SERVICE` for all of a reference, or `image.SERVICE.repository`,
 * `.tag` and `.digest` for its parts. Throws CliError where a part of what is given has no place there.
 */
export function imageParams(
  setImages: readonly string[],
  source: EnvironmentSource,
  { services = {}, params = {} }: Partial<UpstartEnvironmentSpec>,
): Record<string, string> {
  return Object.assign(
    {},
    ...setImages.map((text) => {
      const [, service = "", image = ""] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (image === "") throw new CliError(EXIT.usage, `--set-image ${text} is no SERVICE=IMAGE`);
      if (!Object.hasOwn(services, service))
        throw new CliError(
          EXIT.usage,
          `--set-image ${text}: the template has no such service`,
          `it has ${Object.keys(services).join(", ")}`,
        );
      return paramsFor(service, imageNamed(image, source), params);
    }),
  ) as Record<string, string>;
}

function paramsFor(service: string, image: string, declared: object): Record<string, string> {
  const at = `image.${service}`;
  const [named = "", digest = ""] = image.split("@");
  const [, repository = "", tag = ""] = /^(.*?)(?::([^/:]*))?$/.exec(named)!;
  const parts = { [`${at}.repository`]: repository, [`${at}.tag`]: tag, [`${at}.digest`]: digest };
  const has = (param: string) => Object.hasOwn(declared, param);
  const lost = Object.entries(parts).filter(([param, value]) => value !== "" && !has(param));
  if (!has(at) && lost.length > 0)
    throw new CliError(
      EXIT.usage,
      `the template has no place for ${lost.map(([param]) => param).join(", ")}`,
      `declare params: {${at}: …} in it, and use << environment.params.${at} >> in the values of ${service}`,
    );
  const all = { [at]: image, ...parts };
  return Object.fromEntries(Object.entries(all).filter(([param]) => has(param)));
}
