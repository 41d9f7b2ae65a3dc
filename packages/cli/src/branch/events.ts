import { ClusterError, type KubeObject } from "@upstart/engine";
import { type At, ENVIRONMENT } from "./environment.ts";

/** Something that was told of an environment. */
export interface Told {
  readonly at: string;
  readonly reason: string;
  readonly note: string;
}

/** What was told of an environment of that name, oldest first; nothing where events may not be read. */
export async function eventsAbout({ cluster, namespace }: At, name: string): Promise<readonly Told[]> {
  const events = await cluster.list({ apiVersion: "events.k8s.io/v1", kind: "Event", namespace }).catch(unseen);
  return events
    .flatMap((object) => {
      const { regarding, reason = "", note = "" } = object as KubeObject & EventFields;
      const isIts = regarding?.kind === ENVIRONMENT.kind && regarding.name === name;
      return isIts ? [{ at: timeOf(object), reason, note }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

interface EventFields {
  readonly regarding?: { readonly kind?: string; readonly name?: string };
  readonly reason?: string;
  readonly note?: string;
  readonly eventTime?: string;
  readonly series?: { readonly lastObservedTime?: string };
}

function timeOf(object: KubeObject): string {
  const { series, eventTime } = object as KubeObject & EventFields;
  const time = series?.lastObservedTime ?? eventTime ?? object.metadata.creationTimestamp ?? "";
  return time.replace(/\.\d+/, "");
}

function unseen(error: unknown): readonly KubeObject[] {
  if (error instanceof ClusterError && !error.retryable) return [];
  throw error;
}
