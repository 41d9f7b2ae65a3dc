import type { Operation } from "../mutate/patch.ts";
import { REVIEW_VERSION, type ReviewRequest } from "./review.ts";
import { isForbidden, messageOf, shownCauses, type Verdict } from "./verdict.ts";

/** The body of an answer that decides a request: always sent with 200. */
export function decided({ uid, kind, name, object }: ReviewRequest, verdict: Verdict): object {
  const { causes, warnings, annotations } = verdict;
  const [code, reason] = isForbidden(verdict) ? [403, "Forbidden"] : [422, "Invalid"];
  const status = {
    status: "Failure",
    code,
    reason,
    message: messageOf(causes),
    details: {
      group: kind.group,
      kind: kind.kind,
      name: object?.metadata.name || name,
      causes: shownCauses(causes).map(({ reason, field, message }) => ({ reason, field, message })),
    },
  };
  return review({
    uid,
    allowed: causes.length === 0,
    ...(causes.length === 0 ? {} : { status }),
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(Object.keys(annotations).length === 0 ? {} : { auditAnnotations: annotations }),
  });
}

/** The body of an answer that lets a request through with changes, or as it is. */
export function completed({ uid }: ReviewRequest, patch: readonly Operation[]): object {
  if (patch.length === 0) return review({ uid, allowed: true });
  const encoded = Buffer.from(JSON.stringify(patch)).toString("base64");
  return review({ uid, allowed: true, patchType: "JSONPatch", patch: encoded });
}

/** The body of an answer that decides nothing: what was wrong with the call, or with us. The API server tells of it. */
export function undecided(code: number, message: string, uid: string | undefined): object {
  return {
    apiVersion: "v1",
    kind: "Status",
    status: "Failure",
    code,
    reason: REASONS[code] ?? "InternalError",
    message,
    ...(uid === undefined ? {} : { details: { uid } }),
  };
}

const REASONS: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  413: "RequestEntityTooLarge",
  415: "UnsupportedMediaType",
  503: "ServiceUnavailable",
};

function review(response: object): object {
  return { apiVersion: REVIEW_VERSION, kind: "AdmissionReview", response };
}
