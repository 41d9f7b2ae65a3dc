import type { FieldPath } from "../diagnostic/field-path.ts";
import type { EnvironmentService, ServiceRef } from "./objects.ts";

/** What a service of an environment is made of in the mode that it is in; nothing, where all three are absent. */
export interface Making extends Pick<EnvironmentService, "spec" | "from" | "releases"> {
  /** Where `from` is written, below the service. */
  readonly fromPath: FieldPath;
}

/** Reads the mode: `off` and `proxy` make nothing, `mock` what stands in. */
export function makingOf({ mode = "real", mock, proxy: _, ...real }: EnvironmentService): Making {
  switch (mode) {
    case "real":
      return { ...real, fromPath: ["from"] };
    case "mock":
      return { ...(mock === undefined ? {} : { from: mock.from }), fromPath: ["mock", "from"] };
    case "proxy":
    case "off":
      return { fromPath: ["from"] };
  }
}

/** The UpstartService that a service is made from in its mode. */
export function templateOf(service: EnvironmentService): ServiceRef | undefined {
  return makingOf(service).from;
}
