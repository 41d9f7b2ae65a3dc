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

/** Writes down which releases failed and why, for `status` and `why` later; takes back what is over. */
export function recordOutcomes(
  writers: readonly RecordWriter[],
  own: readonly Release[],
  { steps, observation }: Seen,
  now: number,
): void {
  const redact = redactorOf(observation.values());
  const at = new Date(now).toISOString();
  const endOf = (release: Release, before: RecordedFailure | undefined): RecordedFailure | undefined => {
    const step = steps.get(release.id);
    const failure = failureToRecord(step, observation.get(release.id), at);
    if (failure !== undefined) return { ...failure, message: redact(failure.message) };
    return step?.do === "nothing" ? undefined : before; // it did not come to its end
  };
  for (const writer of writers) {
    const owner = ownerKey(writer.record.object, "");
    const releases = own.filter((r) => ownerKey(r.owner, "") === owner);
    const { failures = {} } = writer.record;
    writer.concluded(new Map(releases.map((r) => [recordedName(r), endOf(r, failures[recordedName(r)])])));
  }
}
