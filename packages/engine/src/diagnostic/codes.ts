/**
 * Every code, with its usual severity and what it means in one line. A code is a Kubernetes condition reason:
 * the same word is the diagnostic's code, the admission cause, the condition reason and the event reason, and has
 * a heading in docs/diagnostics.md. Codes never change their meaning.
 */
export const CODES = {
  InvalidYaml: { severity: "error", summary: "the text is not YAML, repeats a key, or expands without end" },
  SchemaViolation: { severity: "error", summary: "a field is missing, unknown, of the wrong type or over its limit" },
  DuplicateObject: { severity: "error", summary: "the same object is declared twice" },
  MalformedReference: {
    severity: "error",
    summary: "something between << and >> is not a reference, or stands where none is filled in",
  },
  InvalidOutputValue: { severity: "error", summary: "an output's value does not fit the filter it goes through" },
  UndeclaredDependency: { severity: "error", summary: "an output is used of something that is not in dependencies" },
  UnknownDependency: { severity: "error", summary: "nothing has the name that a dependency gives" },
  UnknownParam: { severity: "error", summary: "the environment has no param of that name" },
  AmbiguousDependency: { severity: "error", summary: "two different things have the name that a dependency gives" },
  DependencyCycle: { severity: "error", summary: "releases or services wait for one another in a circle" },
  NoPublishedOutputs: { severity: "error", summary: "an output is used of a release that publishes none" },
  OutputNotExternal: { severity: "error", summary: "an output is used of another service that shares none" },
  UnknownOutput: { severity: "error", summary: "the dependency does not publish that output" },
  AmbiguousOutput: { severity: "error", summary: "two sources of a dependency hold the same output" },
  DuplicateDependency: { severity: "error", summary: "a dependency is listed twice" },
  UnusedDependency: { severity: "info", summary: "a dependency is listed for its order only" },
  InvalidReleaseName: { severity: "error", summary: "a key or release name is not a name that Helm takes" },
  ReleaseNameConflict: { severity: "error", summary: "two different things would get the same name" },
  ReservedName: { severity: "error", summary: "environment, service and release are words of the reference syntax" },
  ValuesTooLarge: { severity: "error", summary: "an object is over 1 MiB or a release's values are over 256 KiB" },
  NestedTooDeep: { severity: "error", summary: "values are nested more than 32 deep" },
  UnsupportedNumber: { severity: "error", summary: "a number cannot be kept exactly" },
} as const satisfies Record<string, { severity: Severity; summary: string }>;

/** How much a diagnostic weighs: `error` stops, `warning` is to be looked at, `info` is worth knowing. */
export type Severity = "error" | "warning" | "info";

export type DiagnosticCode = keyof typeof CODES;

/** What a release may be waiting for or have met at run time. Never errors while waiting. */
export const REASONS = [
  "WaitingForDependency",
  "WaitingForOutputs",
  "Progressing",
  "InstallFailed",
  "UpgradeFailed",
  "ReleaseLocked",
  "ChartUnavailable",
  "HelmUnavailable",
  "ClusterUnreachable",
  "Forbidden",
  "DriftDetected",
  "NamespaceConflict",
  "NamespaceMissing",
  "ShardMissing",
  "StillNeeded",
  "UninstallFailed",
  "HeldByFinalizer",
  "WaitingForSnapshot",
  "SnapshotFailed",
  "RestoreFailed",
  "Restored",
  "Deleted",
  "LeftBehind",
  "Suspended",
  "QuotaFull",
  "Evicted",
  "ExpiresSoon",
  "Expired",
  "NotUnderstood",
  "Sleeping",
  "Waking",
  "URLNotResolved",
  "URLCertificateInvalid",
  "URLUnreachable",
  "URLNotFound",
  "URLNeedsLogin",
  "URLUnhealthy",
  "URLOldRevision",
  "Ready",
] as const;

export type Reason = (typeof REASONS)[number];
