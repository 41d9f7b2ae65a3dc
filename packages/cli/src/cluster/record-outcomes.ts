import {
  failureToRecord,
  type RecordedFailure,
  type Release,
  recordedName,
  redactorOf,
  type Seen,
} from "@upstart/engine";
import type { RecordWriter } from "./record-writer.ts";
import { ownerKey } from "./records.ts";

/** Writes down at once that a release has failed, in case that we are killed before the end. */
export function recordFailure(writer: RecordWriter | undefined, release: Release, seen: Seen, now: number): void {
  const failure = failureOf(release, seen, now);
  if (failure !== undefined) writer?.failed(recordedName(release), failure);
}

/** Writes down which releases failed and why, for `status` and `why` later; takes back what is over. */
export function recordOutcomes(
  writers: readonly RecordWriter[],
  own: readonly Release[],
  seen: Seen,
  now: number,
): void {
  const endOf = (release: Release, before: RecordedFailure | undefined): RecordedFailure | undefined =>
    failureOf(release, seen, now) ?? (seen.steps.get(release.id)?.do === "nothing" ? undefined : before); // it did not come to its end
  for (const writer of writers) {
    const owner = ownerKey(writer.record.object, "");
    const releases = own.filter((r) => ownerKey(r.owner, "") === owner);
    const { failures = {} } = writer.record;
    writer.concluded(new Map(releases.map((r) => [recordedName(r), endOf(r, failures[recordedName(r)])])));
  }
}

/** The failure of a release, without secrets. */
function failureOf(release: Release, { steps, observation }: Seen, now: number): RecordedFailure | undefined {
  const at = new Date(now).toISOString();
  const failure = failureToRecord(steps.get(release.id), observation.get(release.id), at);
  return failure && { ...failure, message: redactorOf(observation.values())(failure.message) };
}
