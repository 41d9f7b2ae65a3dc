import { type Diagnostic, diagnose } from "../../diagnostic/diagnostic.ts";
import { placeOf } from "../../graph/expand.ts";
import type { Release } from "../../graph/graph.ts";
import { MAX_DEPTH } from "../../reference/collect.ts";
import type { Rule } from "../rule.ts";

/** Bytes of compact JSON that an object may have: etcd takes 1.5 MiB, and status and metadata want room. */
export const MAX_OBJECT_BYTES = 1024 * 1024;
/** Bytes of compact JSON that one release's values may have: Helm keeps chart, values and manifest in one Secret of 1 MiB. */
export const MAX_VALUES_BYTES = 256 * 1024;

/**
 * Values can be stored and handed to Helm unchanged: not too large, not too deep, no number that JSON would bend.
 *
 *     values: {id: 9007199254740993}
 */
export const valuesLimits: Rule = (_, { releases, specs }) => [
  ...specs.flatMap((spec) => {
    const bytes = jsonBytes({
      kind: spec.kind,
      metadata: { name: spec.object.name, ...spec.metadata },
      spec: spec.spec,
    });
    if (bytes <= MAX_OBJECT_BYTES) return [];
    return [
      diagnose(
        "ValuesTooLarge",
        placeOf(spec, ["spec"]),
        `the object has ${kib(bytes)}; at most ${kib(MAX_OBJECT_BYTES)} can be stored`,
        { help: "split it, or move large values into the chart" },
      ),
    ];
  }),
  ...releases.flatMap(limitsOf),
];

function limitsOf(release: Release): Diagnostic[] {
  const { found } = release;
  const bytes = jsonBytes(release.values);
  return [
    ...(bytes <= MAX_VALUES_BYTES
      ? []
      : [
          diagnose(
            "ValuesTooLarge",
            release.placeOf(["values"]),
            `the values of "${release.key}" have ${kib(bytes)}; at most ${kib(MAX_VALUES_BYTES)} are taken`,
            {
              help: "move large values into the chart, or into a ConfigMap that it reads",
            },
          ),
        ]),
    ...found.tooDeep.map((path) =>
      diagnose(
        "NestedTooDeep",
        release.placeOf(["values", ...path]),
        `values are nested more than ${MAX_DEPTH} deep here`,
        { help: "flatten them, or pass this part as text" },
      ),
    ),
    ...found.unsupportedNumbers.map((path) =>
      diagnose(
        "UnsupportedNumber",
        release.placeOf(["values", ...path]),
        "this number cannot be kept exactly (whole numbers go to 2^53-1)",
        { help: "quote it, to pass it as text" },
      ),
    ),
  ];
}

function jsonBytes(value: unknown): number {
  const text = JSON.stringify(value);
  // A UTF-16 unit is at most three bytes, so most objects need no second look.
  return text.length * 3 <= MAX_VALUES_BYTES ? text.length : new TextEncoder().encode(text).length;
}

function kib(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KiB`;
}
