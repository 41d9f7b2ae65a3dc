import { localNames } from "@upstart/controller/world/local-names";
import { formatObject, formatPath, type Graph } from "@upstart/engine";
import type { Cause } from "../admission/verdict.ts";
import type { Fault } from "./faults.ts";

/** A fault as the reason why a request is refused: the code first, then what is wrong, then what to do. */
export function causeOf(fault: Fault, graph: Graph | undefined): Cause {
  const { code, help } = fault.diagnostic;
  const todo = help === undefined ? "" : `; ${local(help, fault, graph)}`;
  return {
    reason: code,
    field: formatPath(fault.place.path) || "metadata.name",
    message: `${code}: ${whatOf(fault, graph)}${todo}`,
  };
}

/** A fault as a warning: what may be wrong, and where. */
export function warningOf(fault: Fault, graph: Graph | undefined): string {
  const { help } = fault.diagnostic;
  const close = help?.startsWith("did you mean") === true ? `; ${help}` : "";
  return `${formatPath(fault.place.path)}: ${whatOf(fault, graph)}${close}`;
}

function whatOf(fault: Fault, graph: Graph | undefined): string {
  const message = local(shortWalk(fault.diagnostic.message), fault, graph);
  if (fault.template === undefined) return message;
  return `in the template ${formatObject(fault.template.object)}, ${formatPath(fault.template.path)}: ${message}`;
}

const ARROW = " -> ";
const FIRST_STEPS = 12;
const LAST_STEPS = 6;

/** A walk through hundreds of releases is not read: where it begins and how it comes back is. */
function shortWalk(message: string): string {
  const steps = message.split(ARROW);
  const left = steps.length - FIRST_STEPS - LAST_STEPS;
  if (left < 2) return message;
  return [...steps.slice(0, FIRST_STEPS), `… ${left} more …`, ...steps.slice(-LAST_STEPS)].join(ARROW);
}

function local(text: string, { place }: Fault, graph: Graph | undefined): string {
  return graph === undefined ? text : localNames(text, place.object, graph);
}
