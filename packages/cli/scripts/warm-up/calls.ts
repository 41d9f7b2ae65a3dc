/** Calls of verbs that people wait for, which between them run most of what each usually runs. */
export const CALLS: readonly (readonly [verb: string, ...args: string[]])[] = [
  ["apply", "-f", "services.yaml"],
  ["apply", "-f", "services.yaml"], // nothing is left to do
  ["render", "-f", "services.yaml"],
  ["lint", "-f", "services.yaml"],
];
