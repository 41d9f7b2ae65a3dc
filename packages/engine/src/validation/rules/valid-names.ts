import { type Diagnostic, diagnose, type Place } from "../../diagnostic/diagnostic.ts";
import { placeOf } from "../../graph/expand.ts";
import { isReleaseName, kebabCase, RELEASE_NAME_MAX } from "../../names/names.ts";
import { RESERVED_NAMES } from "../../reference/parse.ts";
import type { ReleaseSpec, Spec } from "../../spec/objects.ts";
import type { Rule } from "../rule.ts";

/** Keys are label values too. */
const KEY_MAX = 63;
const RELEASE_KEY = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
/** A service's key is part of a namespace's name, which has no dots. */
const SERVICE_KEY = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/;

/**
 * Keys become names: Helm takes them, and none is a word of the reference syntax.
 *
 *     helmReleases: {my_api: {…}, release: {…}}
 */
export const validNames: Rule = (_, { specs }) => specs.flatMap(namesOf);

function namesOf(spec: Spec): Diagnostic[] {
  const own = reserved(spec.object.name, placeOf(spec, ["metadata", "name"]));
  switch (spec.kind) {
    case "HelmRelease":
      return [
        ...own,
        ...releaseName(
          spec.object.name,
          spec.spec,
          placeOf(spec, ["metadata", "name"]),
          placeOf(spec, ["spec", "releaseName"]),
        ),
      ];
    case "UpstartService":
      return [...own, ...releases(spec, ["spec", "helmReleases"], spec.spec.helmReleases)];
    case "UpstartEnvironment":
      return [
        ...environmentName(spec.object.name, placeOf(spec, ["metadata", "name"])),
        ...Object.entries(spec.spec.services).flatMap(([key, service]) => {
          const path = ["spec", "services", key];
          return [
            ...keyFaults(key, SERVICE_KEY, placeOf(spec, path)),
            ...releases(spec, [...path, "spec", "helmReleases"], service.spec?.helmReleases ?? {}),
          ];
        }),
      ];
  }
}

function releases(spec: Spec, path: readonly string[], all: Readonly<Record<string, ReleaseSpec>>): Diagnostic[] {
  return Object.entries(all).flatMap(([key, release]) => {
    const place = placeOf(spec, [...path, key]);
    const faults = keyFaults(key, RELEASE_KEY, place);
    return faults.length > 0
      ? faults
      : releaseName(kebabCase(key), release, place, placeOf(spec, [...path, key, "releaseName"]));
  });
}

function environmentName(name: string, place: Place): Diagnostic[] {
  if (name.length <= KEY_MAX && SERVICE_KEY.test(name)) return [];
  return [
    diagnose("InvalidReleaseName", place, `no namespace can be named after the environment "${name}"`, {
      help: `its name has lower-case letters, digits and hyphens, at most ${KEY_MAX}`,
    }),
  ];
}

function keyFaults(key: string, form: RegExp, place: Place): Diagnostic[] {
  if (key.length > KEY_MAX)
    return [
      diagnose("InvalidReleaseName", place, `the key has ${key.length} characters, and at most ${KEY_MAX} are taken`, {
        help: "choose a shorter one",
      }),
    ];
  if (form.test(key)) return reserved(key, place);
  const signs = form === RELEASE_KEY ? "letters, digits, hyphens and dots" : "letters, digits and hyphens";
  return [
    diagnose("InvalidReleaseName", place, `"${key}" cannot become a name`, {
      help: `a key has ${signs}, with a letter or digit at both ends`,
    }),
  ];
}

function reserved(name: string, place: Place): Diagnostic[] {
  if (!RESERVED_NAMES.includes(name)) return [];
  return [
    diagnose("ReservedName", place, `"${name}" is a word of the reference syntax`, {
      help: `references like << ${name}.name >> mean something else; choose another name`,
    }),
  ];
}

function releaseName(fromKey: string, release: ReleaseSpec, keyPlace: Place, fieldPlace: Place): Diagnostic[] {
  const name = release.releaseName ?? fromKey;
  if (isReleaseName(name)) return [];
  const long = name.length > RELEASE_NAME_MAX;
  return [
    diagnose(
      "InvalidReleaseName",
      release.releaseName === undefined ? keyPlace : fieldPlace,
      `Helm does not take the release name "${name}"${long ? `: it has ${name.length} characters` : ""}`,
      {
        help: long
          ? `set releaseName to something of at most ${RELEASE_NAME_MAX} characters`
          : "a release name has lower-case letters, digits, hyphens and dots",
      },
    ),
  ];
}
