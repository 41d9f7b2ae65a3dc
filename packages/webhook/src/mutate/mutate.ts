import { API_GROUP, isReleaseName, type KubeObject, kebabCase, LABELS, shorten } from "@upstart/engine";
import { mapAt, type ReviewRequest, textAt } from "../admission/review.ts";
import { CREATOR_ANNOTATION } from "../creator.ts";
import { isWritten } from "../peers/peer.ts";
import { type Operation, pointer, setEntries } from "./patch.ts";

const LABEL_MAX = 63;

/**
 * What is added to an object that a person wrote: who made it, labels by which it is found with what is made of it,
 * and the names of its Helm releases, so that they are seen and stay. Nothing else, and nothing where all of that is
 * there: a patched object gets no patch. The object has not been checked by anybody yet, so it may be anything.
 */
export function mutate({ kind, subResource, operation, object, oldObject, user }: ReviewRequest): Operation[] {
  if (kind.group !== API_GROUP || subResource !== undefined || object === undefined) return [];
  if (operation !== "CREATE" && operation !== "UPDATE") return [];
  if (!isWritten(object) || object.metadata.deletionTimestamp !== undefined) return [];
  const creator = operation === "CREATE" ? user.username : oldObject?.metadata.annotations?.[CREATOR_ANNOTATION];
  return [
    ...setEntries(["metadata", "annotations"], textsAt(object, "annotations"), { [CREATOR_ANNOTATION]: creator }),
    ...setEntries(["metadata", "labels"], textsAt(object, "labels"), missingLabels(object)),
    ...(isSameSpec(object, oldObject) ? [] : releaseNames(object, oldObject)),
  ];
}

/** A label that somebody has set is theirs. A name that is still to be made is not known. */
function missingLabels(object: KubeObject): Record<string, string> {
  const label = { UpstartEnvironment: LABELS.environment, UpstartService: LABELS.service, HelmRelease: LABELS.release };
  const own = Object.hasOwn(label, object.kind) ? label[object.kind as keyof typeof label] : undefined;
  const name = textAt(object.metadata, "name");
  if (own === undefined || !name || textsAt(object, "labels")?.[own] !== undefined) return {};
  return { [own]: shorten(name, LABEL_MAX) };
}

/** A release that has no name gets the one that it had, else that of its key. */
function releaseNames(object: KubeObject, old: KubeObject | undefined): Operation[] {
  return releasesOf(object).flatMap(({ steps, key, release }) => {
    if (Object.hasOwn(release, "releaseName")) return [];
    const name = textAt(fieldAt(old, steps), "releaseName") ?? kebabCase(key);
    // What is no name is left for those to tell who check the object.
    return isReleaseName(name) ? [{ op: "add", path: pointer([...steps, "releaseName"]), value: name } as const] : [];
  });
}

interface WrittenRelease {
  readonly steps: readonly string[];
  readonly key: string;
  readonly release: object;
}

/** The releases that are written in an object; those of a template are written elsewhere. */
function releasesOf(object: KubeObject): WrittenRelease[] {
  const spec = mapAt(object, "spec");
  switch (object.kind) {
    case "HelmRelease": {
      const name = textAt(object.metadata, "name");
      return spec === undefined || !name ? [] : [{ steps: ["spec"], key: name, release: spec }];
    }
    case "UpstartService":
      return releasesIn(spec, ["spec"]);
    case "UpstartEnvironment":
      return Object.entries(mapAt(spec, "services") ?? {}).flatMap(([key, service]) =>
        releasesIn(mapAt(service, "spec"), ["spec", "services", key, "spec"]),
      );
    default:
      return [];
  }
}

function releasesIn(service: object | undefined, steps: readonly string[]): WrittenRelease[] {
  const releases = mapAt(service, "helmReleases") ?? {};
  return Object.keys(releases).flatMap((key) => {
    const release = mapAt(releases, key);
    return release === undefined ? [] : [{ steps: [...steps, "helmReleases", key], key, release }];
  });
}

function fieldAt(value: unknown, steps: readonly string[]): object | undefined {
  return steps.reduce<object | undefined>((at, step) => mapAt(at, step), value as object | undefined);
}

function textsAt(object: KubeObject, name: string): Readonly<Record<string, string>> | undefined {
  return mapAt(object.metadata, name) as Readonly<Record<string, string>> | undefined;
}

function isSameSpec(object: KubeObject, old: KubeObject | undefined): boolean {
  return old !== undefined && JSON.stringify(object.spec) === JSON.stringify(old.spec);
}
