import type { Rig } from "../rig.ts";
import type { Row } from "../table.ts";

/** What a figure found. */
export interface Findings {
  readonly rows: readonly Row[];
  /** What the table has no room for: where the time went. */
  readonly notes?: readonly string[];
}

/** Something that is measured; `name` is what people ask for. */
export interface Figure {
  readonly name: string;
  readonly about: string;
  measure(rig: Rig): Promise<Findings>;
}
