/** What the API server checks of an answer before it believes it; throws what it would complain of. */
export function verifyResponse(body: unknown, uid: string, isMutating: boolean): Answered {
  const review = body as { apiVersion?: unknown; kind?: unknown; response?: Record<string, unknown> };
  if (review.apiVersion !== "admission.k8s.io/v1") throw new Error(`apiVersion is ${String(review.apiVersion)}`);
  if (review.kind !== "AdmissionReview") throw new Error(`kind is ${String(review.kind)}`);
  const { response } = review;
  if (response === undefined || response === null) throw new Error("there is no response");
  if (response.uid !== uid) throw new Error(`the uid is ${String(response.uid)}, not ${uid}`);
  if (typeof response.allowed !== "boolean") throw new Error("allowed is missing");
  const { patch, patchType } = response;
  if (!isMutating && (patch !== undefined || patchType !== undefined))
    throw new Error("a validating webhook has no patch");
  if ((patch === undefined) !== (patchType === undefined)) throw new Error("patch and patchType go together");
  if (patchType !== undefined && patchType !== "JSONPatch") throw new Error(`patchType is ${String(patchType)}`);
  if (patch !== undefined) {
    const operations = JSON.parse(Buffer.from(String(patch), "base64").toString("utf8")) as unknown;
    if (!Array.isArray(operations) || operations.length === 0) throw new Error("an empty patch");
  }
  const warnings = (response.warnings ?? []) as string[];
  for (const w of warnings) if (w.length > 256 || /[\r\n]/.test(w)) throw new Error(`a bad warning: ${w}`);
  if (warnings.join("").length > 4096) throw new Error("too many warnings");
  for (const key of Object.keys(response.auditAnnotations ?? {}))
    if (!/^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(key)) throw new Error(`a bad annotation: ${key}`);
  return response as unknown as Answered;
}

/** An answer that was believed. */
export interface Answered {
  readonly uid: string;
  readonly allowed: boolean;
  readonly patch?: string;
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: Readonly<Record<string, string>>;
  readonly status?: {
    readonly code: number;
    readonly reason: string;
    readonly message: string;
    readonly details: {
      readonly name: string;
      readonly causes: readonly { readonly reason: string; readonly field: string; readonly message: string }[];
    };
  };
}
