import { type Diagnostic, diagnose, type Place } from "../../diagnostic/diagnostic.ts";
import { nearest } from "../../diagnostic/nearest.ts";
import type { Release } from "../../graph/graph.ts";
import { ACCEPTED, cast } from "../../reference/cast.ts";
import type { Collected } from "../../reference/collect.ts";
import { formatReference, type Reference } from "../../reference/parse.ts";
import { placeOfReference, type Rule } from "../rule.ts";

/**
 * What is read of the environment is there, and fits the filter that it goes through.
 *
 *     params: {sha: 3f9c2ab}
 *     values: {tag: << environment.params.tag >>}
 */
export const knownParams: Rule = (_, { releases }) =>
  releases.flatMap((release) => release.found.references.flatMap((found) => known(release, found)));

function known(release: Release, found: Collected["references"][number]): Diagnostic[] {
  const { target } = found.reference;
  if (target.kind === "output") return [];
  const { environment } = release;
  const place = placeOfReference(release, found);
  const reference = formatReference(found.reference);
  if (target.kind === "serviceName" && release.service === undefined && found.reference.default === undefined) {
    return [
      diagnose(
        "UnknownParam",
        place,
        `${reference} stands in a release that belongs to no service, and stays as it is`,
        { severity: "warning", help: "write the name, or make it part of an UpstartService" },
      ),
    ];
  }
  if (target.kind !== "environmentParam" && target.kind !== "environmentName") return [];
  if (environment === undefined) {
    if (found.reference.default !== undefined) return [];
    if (release.suspended) return []; // a template: environments fill it in
    return [
      diagnose("UnknownParam", place, `${reference} stands outside an environment, and stays as it is`, {
        severity: "warning",
        help: 'use it in a service of an UpstartEnvironment, or give it a value with | default "…"',
      }),
    ];
  }
  if (target.kind === "environmentName") return [];
  if (Object.hasOwn(environment.params, target.key))
    return fitting(found.reference, environment.params[target.key]!, place);
  if (found.reference.default !== undefined) return [];
  const params = Object.keys(environment.params);
  const close = nearest(target.key, params);
  return [
    diagnose("UnknownParam", place, `the environment "${environment.name}" has no param "${target.key}"`, {
      help:
        close === undefined
          ? params.length === 0
            ? `add it to spec.params`
            : `it has ${params.join(", ")}`
          : `did you mean "${close}"?`,
    }),
  ];
}

/** A param is known before anything is installed, so whether it fits its filter is known too. */
function fitting({ cast: filter, target }: Reference, value: string, place: Place): Diagnostic[] {
  if (filter === undefined || target.kind !== "environmentParam" || cast(value, filter) !== undefined) return [];
  return [
    diagnose("InvalidOutputValue", place, `the param "${target.key}" does not fit the filter "${filter}"`, {
      help: `"${filter}" takes ${ACCEPTED[filter]}`,
    }),
  ];
}
