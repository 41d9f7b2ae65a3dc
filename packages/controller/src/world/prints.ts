import { createHash } from "node:crypto";
import { type NodeId, type Release, releasesNeededBy } from "@upstart/engine";
import { objectKey } from "../names.ts";
import type { ServiceInWorld, World } from "./world.ts";

/**
 * A print of what the world says of each object, by `objectKey`: as long as it is the same, nothing else is to be made
 * of the object, and there is no reason to look at it for the world's sake.
 */
export function printsOf(world: World): ReadonlyMap<string, string> {
  const prints = new Map<string, string>();
  const ofReleases = new Map<NodeId, string>();
  for (const [key, release] of world.releases) {
    const print = printOfRelease(world, release);
    ofReleases.set(release.id, print);
    prints.set(`HelmRelease/${key}`, print);
  }
  const ofService = ({ service, releases }: ServiceInWorld) =>
    printOf([service, releases.map((r) => ofReleases.get(r.id)), faultAt(world, service.owner)]);
  for (const [key, entry] of world.services) prints.set(`UpstartService/${key}`, ofService(entry));
  for (const [key, services] of world.environments)
    prints.set(`UpstartEnvironment/${key}`, printOf(services.map(ofService)));
  for (const [key, fault] of world.faults) prints.set(key, printOf([prints.get(key), fault]));
  return prints;
}

function printOfRelease(world: World, release: Release): string {
  const { found: _, placeOf: __, ...said } = release; // what is found in the values, and where they were written
  const needs = releasesNeededBy(world.graph, release.id).map((r) => r.id);
  return printOf([said, needs, faultAt(world, release.owner)]);
}

function faultAt({ faults }: World, { kind, namespace, name }: Release["owner"]) {
  return faults.get(objectKey(kind, namespace, name));
}

/** Short, whatever it is of: values may be large, and there are many. */
function printOf(said: unknown): string {
  return createHash("sha1").update(JSON.stringify(said)).digest("base64");
}
