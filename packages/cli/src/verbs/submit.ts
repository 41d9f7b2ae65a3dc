import {
  API_VERSION,
  ClusterError,
  type Diagnostic,
  FIELD_MANAGER,
  type FieldPath,
  type KubeObject,
  type RefusalCause,
  type Spec,
} from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import type { Session } from "../cluster/session.ts";
import type { Submitted } from "../cluster/told.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Universe } from "../input/universe.ts";
import { parsePath } from "./parse-path.ts";

/** Something that the server does not accept; its code is the server's. */
export interface Refusal {
  readonly code: string;
  readonly diagnostic: Diagnostic;
}

/** What came of submitting objects. */
export interface Submission {
  readonly refusals: readonly Refusal[];
  readonly submitted: Submitted;
}

/**
 * Applies all objects of the files on the server, or none: all are tried first. Throws ClusterError where it is no
 * refusal of what is in the files.
 */
export async function submitObjects(
  { cluster, namespace }: Session,
  { loaded }: Universe,
  { force }: { readonly force: boolean },
): Promise<Submission> {
  const options = { fieldManager: FIELD_MANAGER, force };
  const tried = await atOnce(loaded.specs, async (spec) => {
    try {
      await cluster.apply(objectOf(spec, namespace), { ...options, dryRun: true });
      return [];
    } catch (error) {
      return refusalsIn(spec, error);
    }
  });
  const refusals = tried.flat();
  if (refusals.length > 0) return { refusals, submitted: new Map() };
  const applied = await atOnce(loaded.specs, (spec) => cluster.apply(objectOf(spec, namespace), options));
  const submitted = applied.map(({ metadata: { uid = "", generation = 0 } }) => [uid, generation] as const);
  return { refusals, submitted: new Map(submitted) };
}

function objectOf({ kind, object, metadata, spec }: Spec, namespace: string): KubeObject {
  return {
    apiVersion: API_VERSION,
    kind,
    metadata: { name: object.name, namespace: object.namespace ?? namespace, ...metadata },
    spec,
  };
}

function refusalsIn(spec: Spec, error: unknown): Refusal[] {
  if (!(error instanceof ClusterError)) throw error;
  if (error.code === "NotFound")
    throw new CliError(
      EXIT.no,
      `the cluster does not have the kind ${spec.kind}, or not in this version`,
      "kubectl apply -f crds/ makes it known, or apply from here with --server-side=false",
    );
  const conflicts = error.causes.filter((c) => c.reason === "FieldManagerConflict");
  if (error.code === "Conflict" && conflicts.length > 0) return conflicts.map((c) => conflictOf(spec, c));
  const isAdmission = /\badmission (?:webhook|policy)\b|ValidatingAdmissionPolicy/i.test(error.message);
  if (error.code !== "Invalid" && !isAdmission) throw error;
  const message = error.message.replace(/^cannot apply [^:]*: /, "");
  const causes = error.causes.length > 0 ? error.causes : [{ reason: error.code, field: "", message }];
  return causes.map((c) => refusalOf(spec, c));
}

/** `conflict with "kubectl" using upstartoperators.upstart.com/v1alpha1` names who has the field. */
function conflictOf(spec: Spec, { field, message }: RefusalCause): Refusal {
  const manager = /"([^"]*)"/.exec(message)?.[1] ?? "somebody else";
  const words = `${manager} manages ${field.replace(/^\./, "")}, and sets it to something else`;
  const help = "--force-conflicts takes it over; or leave the field out, or set it there";
  return { code: "Conflict", diagnostic: diagnosticOf(spec, field, words, help) };
}

function refusalOf(spec: Spec, { reason, field, message }: RefusalCause): Refusal {
  return { code: reason === "" ? "Invalid" : reason, diagnostic: diagnosticOf(spec, field, message) };
}

function diagnosticOf(spec: Spec, field: string, message: string, help?: string): Diagnostic {
  const path: FieldPath = parsePath(field);
  const document = spec.document === undefined ? {} : { document: spec.document };
  return {
    code: "SchemaViolation", // the server's own code is shown instead
    severity: "error",
    message,
    ...(help === undefined ? {} : { help }),
    place: { object: spec.object, ...document, path },
  };
}
