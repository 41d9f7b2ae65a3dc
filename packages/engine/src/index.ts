// The public surface of the engine. A door imports from here and from nowhere inside.

// The one call: text or objects in, graph and diagnostics out.
export { type Analysis, analyze, hasErrors } from "./analyze.ts";
// Environments of branches: their names, what they are made of, and their life.
export {
  ACTIVITY_ANNOTATION,
  EXTEND_ANNOTATION,
  MAX_EXTENSION_MS,
  misreadWishes,
  sleepsAt,
  type Use,
  useAfter,
} from "./branch/activity.ts";
export {
  ENDED_ANNOTATION,
  type EndedEnvironment,
  endedFrom,
  endedIn,
  endedKey,
  forgottenAt,
  type GoneObject,
  isRevivable,
  REVIVED_ANNOTATION,
  readEnded,
  writeEnded,
} from "./branch/ended.ts";
export { type Expiry, expiryOf, spanOf, type Uses } from "./branch/expiry.ts";
export { DELETED_BECAUSE_ANNOTATION, HELD_ANNOTATION, MADE_BY_FORGE, MADE_BY_LABEL } from "./branch/forge-marks.ts";
export {
  isKept,
  KEPT_SNAPSHOT_LABEL,
  type KeptClaim,
  type KeptSnapshot,
  keptContent,
  keptSnapshotsOf,
  restoredMark,
  restoringObjects,
  snapshotsToRestore,
} from "./branch/kept-snapshot.ts";
export {
  type ActivityKind,
  type LastActivity,
  type LifeStatus,
  type LifeStep,
  withStep,
} from "./branch/life-status.ts";
export { type EnvironmentTemplate, materialise } from "./branch/materialise.ts";
export { BRANCH_NAME_MAX, branchEnvironmentName, slugOf } from "./branch/name.ts";
export { type EnvironmentPhase, type PhaseFacts, phaseOf } from "./branch/phase.ts";
export { decideSlot, evictionOrder, type SlotDecision, type SlotHolder } from "./branch/quota.ts";
export { nextToSleep, nextToWake, type Sleeper } from "./branch/rest.ts";
export { looksSecret } from "./branch/secrets.ts";
export { type ServicePort, serviceNamespace, urlServiceOf } from "./branch/url-service.ts";
export { type Answer, type Verdict, verdictOf } from "./branch/verdict.ts";
export {
  claimKey,
  hasData,
  SNAPSHOT_CONTENT,
  type SnapshotStanding,
  snapshotOf,
  standingOfSnapshot,
  VOLUME_CLAIM,
  VOLUME_SNAPSHOT,
} from "./branch/volume-snapshot.ts";
// Diagnostics: mistakes as data, and the words for what happens at run time.
export { CODES, type DiagnosticCode, REASONS, type Reason, type Severity } from "./diagnostic/codes.ts";
export {
  type Diagnostic,
  diagnose,
  formatObject,
  type Mark,
  type ObjectRef,
  type Place,
  sortDiagnostics,
} from "./diagnostic/diagnostic.ts";
export { comparePaths, type FieldPath, formatPath, fromPointer } from "./diagnostic/field-path.ts";
export { editDistance, nearest } from "./diagnostic/nearest.ts";
export { buildUniverse, type Universe } from "./graph/build.ts";
// The graph of a universe.
export { type Cycle, findCycles, walkOf } from "./graph/cycles.ts";
export type { IdStyle } from "./graph/expand.ts";
export {
  actingUserOf,
  type Dangling,
  type Edge,
  type Graph,
  type GraphNode,
  type NodeId,
  needsOf,
  type Release,
  releasesOf,
  type Service,
  serviceAccountUser,
} from "./graph/graph.ts";
export { missingTemplates } from "./graph/missing-templates.ts";
export { dependentsOf, layersOf, orderOf } from "./graph/order.ts";
export { type PublishedSource, publishedBy, visibleSources } from "./graph/published.ts";
export { releaseObject } from "./graph/release-object.ts";
export {
  formatKey,
  formatLeft,
  hasKeepPolicy,
  ifAllowed,
  isLeak,
  keptObjects,
  type LeftObject,
  type LeftReason,
} from "./leftovers/left-behind.ts";
export { readTombstones, type Tombstone, tombstonesKey, withTombstone } from "./leftovers/tombstone.ts";
export { type Loaded, type LoadedObject, load, nameFromFile } from "./load.ts";
// Names and labels of what is made.
export {
  CONTROLLER_LEASE,
  FIELD_MANAGER,
  LABELS,
  leaseNameOf,
  MANAGED_BY,
  OWNER_UID_ANNOTATION,
  WATCHED_ANNOTATION,
} from "./names/labels.ts";
export { childName, isReleaseName, kebabCase, shorten } from "./names/names.ts";
// Orphans: what nobody keeps any more.
export { deleteOrphan, type OrphanEnd } from "./orphans/delete-orphan.ts";
export { type Estate, findOrphans } from "./orphans/find-orphans.ts";
export {
  type KnownOrphan,
  ORPHAN_KINDS,
  type Orphan,
  type OrphanKind,
  ownerOfNamespace,
} from "./orphans/orphan.ts";
export {
  countOrphans,
  ORPHANS_ANYWHERE,
  type OrphanReport,
  orphanReport,
  orphansKey,
  readOrphanMemory,
  readOrphanReport,
  withOrphanReport,
} from "./orphans/orphan-report.ts";
// Planning: what is known, and what to do about it.
export { canonicalJson, digestOf } from "./plan/digest.ts";
export { headline } from "./plan/headline.ts";
export { LivePlan } from "./plan/live-plan.ts";
export type {
  Attempts,
  Blocker,
  Failure,
  Halt,
  HelmState,
  Observation,
  OutputObject,
  ReleaseObservation,
  Run,
} from "./plan/observation.ts";
export { UNKNOWN } from "./plan/observation.ts";
export {
  formatMissing,
  liveResolver,
  type MissingOutput,
  missingKeys,
  type Output,
  unpublished,
} from "./plan/outputs.ts";
export { type Plan, planAll, planRelease } from "./plan/plan.ts";
export type { Standing, Standings } from "./plan/standing.ts";
export type { DeployStep, RecoverStep, Step, Steps, StopStep, WaitStep } from "./plan/step.ts";
// What is needed of the world.
export type { Clock } from "./ports/clock.ts";
export {
  type Cluster,
  ClusterError,
  type ClusterErrorCode,
  type RefusalCause,
  type Selection,
  type Watch,
  type WatchEvent,
} from "./ports/cluster.ts";
export {
  type Chart,
  type ChartRef,
  type Deployed,
  type Helm,
  HelmError,
  type HelmErrorCode,
  type HelmRecord,
  type UninstallRequest,
  type UpgradeRequest,
} from "./ports/helm.ts";
export type { KubeObject, ManagedFields, ObjectKey } from "./ports/object.ts";
export type { Phase, ProgressEvent, Reporter } from "./ports/progress.ts";
// Rolling out over ports.
export { conditionOf, type ObjectCondition } from "./readiness/condition.ts";
export { type PodTrouble, podsOf, troubleOf, troublesOf } from "./readiness/pods.ts";
export { type Readiness, type ReadinessState, readinessOf } from "./readiness/readiness.ts";
export type { AttemptLog } from "./reconcile/attempts.ts";
export type { Unlocked } from "./reconcile/deployer.ts";
export type { DriftPorts } from "./reconcile/drift-keeper.ts";
export { failureToRecord } from "./reconcile/failures.ts";
export { isOurRevision } from "./reconcile/helm-records.ts";
export { helmReleaseOf, type Maker, makerOf } from "./reconcile/makers.ts";
export { claimNamespace, deleteNamespaces, environmentNamespaces } from "./reconcile/namespaces.ts";
export { ObjectIndex } from "./reconcile/object-index.ts";
export { keyText } from "./reconcile/object-key.ts";
export { viewsNeededBy } from "./reconcile/observe.ts";
export { pause } from "./reconcile/pause.ts";
export {
  type ApplyRecord,
  decodeRecord,
  encodeRecord,
  isUnreadable,
  type RecordedFailure,
  type RecordedRelease,
  recordedName,
  recordKey,
  removalOfRecorded,
  specOfRecord,
} from "./reconcile/record.ts";
export { redact, redactorOf } from "./reconcile/redact.ts";
export { type Removal, releasesNeededBy, removalsOf, stillNeeded } from "./reconcile/removal.ts";
export {
  type Recorder,
  Rollout,
  type RolloutEnd,
  type RolloutInput,
  type RolloutOptions,
  type RolloutPorts,
  type RolloutResult,
  type Seen,
} from "./reconcile/rollout.ts";
export { Slots } from "./reconcile/slots.ts";
export {
  Steward,
  type StewardInput,
  type StewardOptions,
  type StewardPorts,
} from "./reconcile/steward.ts";
export { formatPod, type Story, storyOf } from "./reconcile/story.ts";
export { type TeardownOptions, type TeardownResult, tearDown } from "./reconcile/teardown.ts";
// References: finding them and filling them in.
export { formatReference, parseTemplate, type Reference, type Target, type Template } from "./reference/parse.ts";
export { type Resolution, type Resolve, SENSITIVE, type Substituted, substitute } from "./reference/substitute.ts";
export type { Value, Values } from "./reference/values.ts";
// Rendering without a cluster.
export type { GivenOutputs } from "./render/known-outputs.ts";
export { type RenderedRelease, type Rendering, render } from "./render/render.ts";
// Sources: YAML as kubectl reads it, and where everything stands in it.
export {
  loadDocuments,
  type SourceDocument,
  type SourceFault,
  type SourceText,
  type TextRange,
} from "./source/document.ts";
export { locate } from "./source/locate.ts";
export { lineOf, type Position, positionOf, underline } from "./source/position.ts";
export { treeOf } from "./source/tree.ts";
export { kubernetesTags } from "./source/yaml-schema.ts";
// Specs: the kinds and how unknown values become them.
export { type Decoded, decode, isOurs, type Origin } from "./spec/decode.ts";
export { DEFAULT_TIMEOUT_MS, parseDuration, parseSpan } from "./spec/duration.ts";
export type {
  EnvironmentLife,
  EnvironmentQuota,
  EnvironmentSource,
  EnvironmentTtl,
  EnvironmentUrl,
} from "./spec/life.ts";
export { branchOf, branchWordOf, paramsOf, urlOf } from "./spec/life-params.ts";
export { isMap } from "./spec/loose.ts";
export {
  API_GROUP,
  API_VERSION,
  type Dependency,
  type EnvironmentService,
  type HelmReleaseSpec,
  KINDS,
  type Kind,
  type OutputSource,
  type ReleaseSpec,
  type ServiceMode,
  type ServiceRef,
  type Spec,
  type UpstartEnvironmentSpec,
  type UpstartServiceSpec,
} from "./spec/objects.ts";
export { SCHEMAS } from "./spec/schema.generated.ts";
export { type Making, makingOf, templateOf } from "./spec/service-mode.ts";
