import {
  type EndedEnvironment,
  type KubeObject,
  LABELS,
  materialise,
  REVIVED_ANNOTATION,
  type UpstartEnvironmentSpec,
} from "@upstart/engine";
import { endedNamed } from "../branch/ended-ones.ts";
import { type At, ENVIRONMENT, specOf, templateOf } from "../branch/environment.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import { announce, deployWanted } from "./env-deploy.ts";
import type { EnvWaitFlags } from "./env-rest.ts";

export interface EnvReviveFlags extends EnvWaitFlags {
  readonly sha?: string;
  readonly wait: boolean;
}

/**
 * Makes an environment that has ended again as it was, or with another commit, and ends as a deploy. Throws CliError
 * where the name is taken, or nothing is kept of it.
 */
export async function envRevive(host: Host, flags: EnvReviveFlags, at: At, name: string): Promise<ExitCode> {
  const [ended, there] = await Promise.all([
    endedNamed(at, name),
    at.cluster.get({ ...ENVIRONMENT, namespace: at.namespace, name }),
  ]);
  if (there !== undefined) throw taken(host, at, there, ended);
  if (ended === undefined) throw unknown(host, at, name);
  if (ended.spec === undefined)
    throw new CliError(EXIT.no, `${name} said more than is kept of an environment`, `${host.name} env deploy makes it`);
  const wanted = await revived(flags, at, { ...ended, spec: ended.spec });
  announce(host, wanted);
  return await deployWanted(host, flags, at, wanted);
}

function taken(host: Host, at: At, there: KubeObject, ended: EndedEnvironment | undefined): CliError {
  const { name, deletionTimestamp } = there.metadata;
  const where = `${name} -n ${at.namespace}`;
  if (deletionTimestamp !== undefined)
    return new CliError(
      EXIT.no,
      `${name} is still being deleted`,
      `${host.name} wait ${where} --for deleted, then revive it`,
    );
  const [theirs, own] = [refOf(specOf(there)), refOf(ended?.spec)];
  if (own !== undefined && theirs !== own)
    return new CliError(
      EXIT.no,
      `the name ${name} is taken: it is the environment of ${theirs ?? "no branch"}, and was that of ${own}`,
      `${host.name} env get ${where} shows whose it is`,
    );
  return new CliError(EXIT.no, `${name} is there`, `${host.name} env deploy lets it show another commit`);
}

function refOf(spec: Partial<UpstartEnvironmentSpec> | undefined): string | undefined {
  return spec?.source === undefined ? undefined : `${spec.source.repository} ${spec.source.ref}`;
}

function unknown(host: Host, at: At, name: string): CliError {
  return new CliError(
    EXIT.no,
    `nothing is kept of an environment ${name} in the namespace ${at.namespace}: it has not ended, or more than seven days ago`,
    `${host.name} env list --all shows what is kept; ${host.name} env deploy makes the environment of a branch`,
  );
}

/** As it was, or with another commit. */
async function revived(
  { sha }: EnvReviveFlags,
  at: At,
  ended: EndedEnvironment & { readonly spec: UpstartEnvironmentSpec },
): Promise<KubeObject> {
  const { name, namespace, spec } = ended;
  const object: KubeObject = { ...ENVIRONMENT, metadata: metadataOf(ended), spec };
  const isCopied = Object.keys(spec.services).length > 0 || spec.from?.generation !== undefined;
  const template = isCopied ? undefined : await templateOf(at, object);
  const copied = template === undefined ? spec : copyOf(template, spec, namespace);
  if (sha === undefined) return { ...object, spec: copied };
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha))
    throw new CliError(EXIT.usage, `--sha ${sha} is no commit`, "give all of its digits");
  if (copied.source === undefined) throw new CliError(EXIT.usage, `${name} shows no branch, and has no commit`);
  return { ...object, spec: { ...copied, source: { ...copied.source, sha } } };
}

/** With whom it was before, so that the forge service knows what it had made. */
function metadataOf({ name, namespace, uid, shard }: EndedEnvironment): KubeObject["metadata"] {
  const labels = shard === undefined ? {} : { labels: { [LABELS.shard]: shard } };
  return { name, namespace, annotations: { [REVIVED_ANNOTATION]: uid }, ...labels };
}

/** One that ended before its template was copied: as a deploy makes it, so that nobody else has to write it. */
function copyOf(template: KubeObject, spec: UpstartEnvironmentSpec, own: string): UpstartEnvironmentSpec {
  const { name, namespace = "", generation = 1 } = template.metadata;
  const theirs = specOf(template) as UpstartEnvironmentSpec;
  return materialise(spec, { name, namespace, generation, spec: theirs }, own);
}
