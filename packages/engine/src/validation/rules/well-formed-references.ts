import { diagnose } from "../../diagnostic/diagnostic.ts";
import { placeOf } from "../../graph/expand.ts";
import { strayReferences } from "../../spec/decode.ts";
import type { Rule } from "../rule.ts";

/**
 * What stands between `<<` and `>>` is a reference, and stands below `values`.
 *
 *     values: {host: << db >>}
 *     version: << db.outputs.VERSION >>
 */
export const wellFormedReferences: Rule = (_, { releases, specs }) => [
  ...releases.flatMap((release) =>
    release.found.malformed.map(({ malformed, path }) =>
      diagnose(
        "MalformedReference",
        { ...release.placeOf(["values", ...path]), mark: malformed.mark },
        malformed.message,
        { help: malformed.help },
      ),
    ),
  ),
  // Of a partial spec, decoding has said it.
  ...specs.flatMap((spec) =>
    spec.isPartial === true ? [] : strayReferences(spec.kind, spec.spec, (path) => placeOf(spec, path)),
  ),
];
