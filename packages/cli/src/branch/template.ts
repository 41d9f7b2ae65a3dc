import type { KubeObject } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import { type At, ENVIRONMENT, specOf } from "./environment.ts";

/** The template that is named as `NAME` or `NAMESPACE/NAME`, else the only one of the namespace. Throws CliError. */
export async function templateNamed({ cluster, namespace }: At, from: string | undefined): Promise<KubeObject> {
  if (from === undefined) {
    const all = (await cluster.list({ ...ENVIRONMENT, namespace })).filter((o) => specOf(o).template === true);
    if (all.length === 1) return all[0]!;
    const help = all.length === 0 ? "--from NAMESPACE/NAME" : `--from ${all.map((o) => o.metadata.name).join(" or ")}`;
    throw new CliError(
      EXIT.usage,
      `there are ${all.length} templates in the namespace ${namespace}`,
      `say which: ${help}`,
    );
  }
  const [name, home = namespace] = from.split("/").reverse() as [string, string?];
  const found = await cluster.get({ ...ENVIRONMENT, namespace: home, name });
  if (found !== undefined && specOf(found).template === true) return found;
  const why = found === undefined ? "is not there" : "is no template: its spec.template is not true";
  throw new CliError(EXIT.no, `the template ${home}/${name} ${why}`);
}
