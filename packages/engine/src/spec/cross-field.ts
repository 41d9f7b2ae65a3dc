import type { FieldPath } from "../diagnostic/field-path.ts";
import { lifeFaults, modeFaults } from "./life-faults.ts";
import { entries, isMap, of } from "./loose.ts";
import type { Kind } from "./objects.ts";

/** A field that does not go with another. */
export interface Fault {
  readonly path: FieldPath;
  readonly message: string;
  readonly help: string;
}

/** What the CRDs say in CEL and a schema cannot: fields that exclude or need one another. Takes any value; says nothing of wrong types. */
export function crossFieldFaults(kind: Kind, spec: unknown): Fault[] {
  switch (kind) {
    case "HelmRelease":
      return sources(spec, ["spec"]);
    case "UpstartService":
      return releases(spec, ["spec"]);
    case "UpstartEnvironment":
      return [
        ...entries(of(spec, "services")).flatMap(([key, service]) =>
          environmentService(service, ["spec", "services", key]),
        ),
        ...paramKeys(of(spec, "params")),
        ...lifeFaults(spec),
      ];
  }
}

function paramKeys(params: unknown): Fault[] {
  return entries(params)
    .filter(([key]) => key.length > 253 || !/^[-._a-zA-Z0-9]+$/.test(key))
    .map(([key]) => ({
      path: ["spec", "params", key],
      message: "no reference can name this param",
      help: "keys are letters, digits, dots, hyphens and underscores, at most 253",
    }));
}

function environmentService(service: unknown, path: FieldPath): Fault[] {
  if (!isMap(service)) return [];
  const hasSpec = of(service, "spec") !== undefined;
  const hasFrom = of(service, "from") !== undefined;
  const faults: Fault[] = [];
  if (hasSpec && hasFrom)
    faults.push({
      path,
      message: "both spec and from are given",
      help: "write the service out in spec, or name a template in from",
    });
  if (!hasSpec && !hasFrom)
    faults.push({
      path,
      message: "neither spec nor from is given",
      help: "write the service out in spec, or name a template in from",
    });
  if (of(service, "releases") !== undefined && !hasFrom)
    faults.push({
      path: [...path, "releases"],
      message: "releases changes a template, and there is none",
      help: "it goes with from; write changes into spec instead",
    });
  faults.push(...modeFaults(service, path), ...releases(of(service, "spec"), [...path, "spec"]));
  for (const [key, change] of entries(of(service, "releases")))
    faults.push(...sources(change, [...path, "releases", key]));
  return faults;
}

function releases(service: unknown, path: FieldPath): Fault[] {
  return entries(of(service, "helmReleases")).flatMap(([key, release]) =>
    sources(release, [...path, "helmReleases", key]),
  );
}

function sources(release: unknown, path: FieldPath): Fault[] {
  const list = of(release, "outputsFrom");
  if (!Array.isArray(list)) return [];
  return list.flatMap((source: unknown, i) => {
    const both = of(source, "secretRef") !== undefined && of(source, "configMapRef") !== undefined;
    const none = of(source, "secretRef") === undefined && of(source, "configMapRef") === undefined;
    if (!isMap(source) || (!both && !none)) return [];
    const message = both ? "both secretRef and configMapRef are given" : "neither secretRef nor configMapRef is given";
    return [
      {
        path: [...path, "outputsFrom", i],
        message,
        help: both ? "make two entries of it" : "say which object holds the outputs: secretRef: {name: …}",
      },
    ];
  });
}
