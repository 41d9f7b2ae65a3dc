import type { FieldPath } from "../diagnostic/field-path.ts";
import type { Fault } from "./cross-field.ts";
import { entries, isMap, of } from "./loose.ts";

/** Fields about an environment's life that do not go together. Takes any value; says nothing of wrong types. */
export function lifeFaults(spec: unknown): Fault[] {
  if (!isMap(spec)) return [];
  const has = (name: string) => of(spec, name) !== undefined;
  const isTemplate = of(spec, "template") === true;
  const faults: Fault[] = [];
  const say = (path: FieldPath, message: string, help: string) =>
    void faults.push({ path: ["spec", ...path], message, help });
  if (!has("services") && !has("from"))
    say([], "neither services nor from is given", "write the services out, or name a template in from");
  for (const field of ["from", "source"])
    if (isTemplate && has(field)) say([field], `a template has no ${field}`, "take it out, or take out template: true");
  if (has("quota") && !isTemplate)
    say(["quota"], "quota is about environments made from a template, and this is none", "write it into the template");
  for (const [key] of has("source") ? entries(of(spec, "params")) : [])
    if (key.startsWith("source."))
      say(["params", key], "this param is given by source", "give it another name, or take it out");
  const routed = of(of(of(spec, "url"), "service"), "service");
  if (typeof routed === "string" && has("services") && !has("from") && of(of(spec, "services"), routed) === undefined)
    say(["url", "service", "service"], `there is no service "${routed}" here`, "name one of the keys of services");
  const revision = of(of(spec, "url"), "revision");
  if (isMap(revision) && (of(revision, "header") === undefined) === (of(revision, "path") === undefined))
    say(
      ["url", "revision"],
      "exactly one of header and path is needed",
      "say where the commit is told: header: X-Revision",
    );
  return faults;
}

/** Modes of a service that lack what they need. */
export function modeFaults(service: unknown, path: FieldPath): Fault[] {
  const mode = of(service, "mode");
  if (mode === "mock" && of(service, "mock") === undefined)
    return [
      {
        path: [...path, "mode"],
        message: "mode mock needs something that stands in",
        help: "add mock: {from: {name: …}}, an UpstartService that publishes what this one does",
      },
    ];
  if (mode === "proxy" && of(service, "proxy") === undefined)
    return [
      {
        path: [...path, "mode"],
        message: "mode proxy needs an environment to take the service from",
        help: "add proxy: {environment: …}",
      },
    ];
  return [];
}
