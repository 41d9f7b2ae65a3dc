/** Releases that are installed while a verb is warmed up. */
export const RELEASES = ["first", "second", "third"];

/** The ConfigMap that a release publishes. */
export function outputsOf(release: string): string {
  return `${release}-outputs`;
}
