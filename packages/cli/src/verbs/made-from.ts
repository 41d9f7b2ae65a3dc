import { formatObject, missingTemplates } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";

/** Controllers wait for a template that comes later; nobody would do that here. Throws a CliError. */
export function refuseWithoutTemplate({ loaded, templates }: Universe, namespace: string): void {
  const [first] = missingTemplates([...loaded.specs, ...templates], namespace);
  if (first !== undefined)
    throw new CliError(
      EXIT.no,
      `a client-side apply waits for no template, and ${formatObject(first)} is not there, or may not be read`,
      "give its file with -f too, or apply it first",
    );
}

/** Says what is taken from the cluster, and that it is taken once: nobody looks after it from here. */
export function sayTemplates(host: Host, { templates }: Universe): void {
  for (const { object } of templates)
    host.stderr.write(
      `note: made from ${formatObject(object)} as it is in the cluster now; a later edit of it comes with the next apply\n`,
    );
}
