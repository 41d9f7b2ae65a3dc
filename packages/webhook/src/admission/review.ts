import type { KubeObject } from "@upstart/engine";

/** The one version of AdmissionReview that is spoken here. */
export const REVIEW_VERSION = "admission.k8s.io/v1";

/** Who asks, as the API server has found out. */
export interface User {
  readonly username: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** What is to be decided about one request to the API server. */
export interface ReviewRequest {
  readonly uid: string;
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly operation: "CREATE" | "UPDATE" | "DELETE" | "CONNECT";
  /** Empty where the name is still to be made from `generateName`. */
  readonly name: string;
  readonly namespace: string;
  readonly subResource?: string;
  readonly user: User;
  readonly dryRun: boolean;
  /** Who writes the fields: `kubectl-client-side-apply`. */
  readonly fieldManager?: string;
  /** Absent for DELETE. */
  readonly object?: KubeObject;
  /** Absent for CREATE. */
  readonly oldObject?: KubeObject;
}

/** What is not a review; `uid` where the request had one all the same. */
export interface NoReview {
  readonly fault: string;
  readonly uid?: string;
}

/** Reads the body of a review as the API server writes it. Takes any value. */
export function readReview(body: unknown): ReviewRequest | NoReview {
  const request = mapAt(body, "request");
  const uid = textAt(request, "uid");
  const no = (fault: string): NoReview => (uid === undefined ? { fault } : { fault, uid });
  const [version, kind] = [textAt(body, "apiVersion"), textAt(body, "kind")];
  if (kind !== "AdmissionReview" || version !== REVIEW_VERSION)
    return no(
      `this is ${JSON.stringify(kind)} of ${JSON.stringify(version)}, not AdmissionReview of ${REVIEW_VERSION}`,
    );
  if (request === undefined || uid === undefined || uid === "") return no("the review has no request.uid");
  const operation = textAt(request, "operation");
  if (!isOperation(operation)) return no(`there is no operation ${JSON.stringify(operation)}`);
  const of = mapAt(request, "kind");
  const [object, oldObject] = [objectAt(request, "object"), objectAt(request, "oldObject")];
  if (operation !== "DELETE" && operation !== "CONNECT" && object === undefined)
    return no(`a review of ${operation} has an object, and this has none`);
  if ((operation === "UPDATE" || operation === "DELETE") && oldObject === undefined)
    return no(`a review of ${operation} has an oldObject, and this has none`);
  const user = mapAt(request, "userInfo");
  const subResource = textAt(request, "subResource");
  const fieldManager = textAt(mapAt(request, "options"), "fieldManager");
  return {
    uid,
    kind: { group: textAt(of, "group") ?? "", version: textAt(of, "version") ?? "", kind: textAt(of, "kind") ?? "" },
    operation,
    name: textAt(request, "name") ?? "",
    namespace: textAt(request, "namespace") ?? "",
    ...(subResource ? { subResource } : {}),
    user: { ...(user as unknown as Partial<User>), username: textAt(user, "username") ?? "" },
    dryRun: request.dryRun === true,
    ...(fieldManager ? { fieldManager } : {}),
    ...(object === undefined ? {} : { object }),
    ...(oldObject === undefined ? {} : { oldObject }),
  };
}

export function isReview(value: ReviewRequest | NoReview): value is ReviewRequest {
  return !("fault" in value);
}

type Fields = Readonly<Record<string, unknown>>;

/** A map's own field that is a map itself. */
export function mapAt(value: unknown, name: string): Fields | undefined {
  const found = fieldAt(value, name);
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Fields) : undefined;
}

/** A map's own field that is a text. */
export function textAt(value: unknown, name: string): string | undefined {
  const found = fieldAt(value, name);
  return typeof found === "string" ? found : undefined;
}

function fieldAt(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Fields)[name]
    : undefined;
}

/** An object, with metadata whatever it has: the API server has looked at the rest of its shape, or will. */
function objectAt(request: Fields, name: string): KubeObject | undefined {
  const object = mapAt(request, name);
  if (object === undefined) return undefined;
  return { ...object, metadata: mapAt(object, "metadata") ?? {} } as unknown as KubeObject;
}

function isOperation(text: string | undefined): text is ReviewRequest["operation"] {
  return text === "CREATE" || text === "UPDATE" || text === "DELETE" || text === "CONNECT";
}
