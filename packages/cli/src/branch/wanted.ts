import {
  branchEnvironmentName,
  type EnvironmentService,
  type EnvironmentSource,
  type KubeObject,
  materialise,
  type UpstartEnvironmentSpec,
} from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import { ENVIRONMENT, specOf } from "./environment.ts";
import { imageParams } from "./image-names.ts";

/** What a call says of an environment besides its source. */
export interface DeployWishes {
  readonly owner?: string;
  readonly set?: readonly string[];
  readonly setImage?: readonly string[];
  readonly migrate?: boolean;
  readonly ttl?: string;
  readonly real?: readonly string[];
  readonly mock?: readonly string[];
  readonly off?: readonly string[];
  readonly proxy?: readonly string[];
}

/** The environment of a branch as it is wanted: all of its template, and what the call says over it. Throws CliError. */
export function wantedEnvironment(
  template: KubeObject,
  source: EnvironmentSource,
  namespace: string,
  wishes: DeployWishes,
): KubeObject {
  const theirs = specOf(template) as UpstartEnvironmentSpec;
  const { name, namespace: home = "", generation = 1 } = template.metadata;
  const params = {
    ...imageParams(wishes.setImage ?? [], source, theirs),
    ...(wishes.migrate === true ? migration(theirs) : {}),
    ...paramsIn(wishes.set ?? []),
  };
  const asked = {
    source,
    from: { name },
    ...(wishes.owner === undefined ? {} : { owner: wishes.owner }),
    ...(wishes.ttl === undefined ? {} : { ttl: { ...theirs.ttl, idle: wishes.ttl } }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
    services: modesIn(wishes, theirs.services ?? {}),
  };
  const spec = materialise(asked, { name, namespace: home, generation, spec: theirs }, namespace);
  return { ...ENVIRONMENT, metadata: { name: branchEnvironmentName(source), namespace }, spec };
}

/** What of a template runs only where it is asked for: migrations, on which the rest depends. Throws CliError. */
function migration({ params = {} }: UpstartEnvironmentSpec): Record<string, string> {
  if (Object.hasOwn(params, "migrate")) return { migrate: "true" };
  throw new CliError(
    EXIT.usage,
    "the template has no param migrate",
    'declare params: {migrate: "false"} in it, and let the release of the migrations use << environment.params.migrate | bool >>',
  );
}

function paramsIn(set: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    set.map((text) => {
      const at = text.indexOf("=");
      if (at < 1) throw new CliError(EXIT.usage, `--set ${text} is no PARAM=VALUE`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function modesIn(wishes: DeployWishes, known: UpstartEnvironmentSpec["services"]): Record<string, EnvironmentService> {
  const modes: Record<string, Partial<EnvironmentService>> = {};
  for (const mode of ["real", "mock", "off", "proxy"] as const)
    for (const text of wishes[mode] ?? []) {
      const [service = "", environment] = text.split("=");
      if (!Object.hasOwn(known, service)) throw unknownService(mode, service, Object.keys(known));
      if (Object.hasOwn(modes, service)) throw new CliError(EXIT.usage, `${service} is given two modes`);
      modes[service] = { mode, ...(mode === "proxy" && environment !== undefined ? { proxy: { environment } } : {}) };
    }
  return modes as Record<string, EnvironmentService>;
}

function unknownService(flag: string, service: string, known: readonly string[]): CliError {
  return new CliError(
    EXIT.usage,
    `--${flag} ${service}: the template has no such service`,
    `it has ${known.join(", ")}`,
  );
}
