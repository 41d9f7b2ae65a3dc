import { branchEnvironmentName } from "@upstart/engine";
import { commit, type GitHub } from "../forge/github.ts";
import { tiny, until } from "../harness.ts";
import { API } from "../kinds.ts";
import type { Cluster } from "./cluster.ts";

const REPOSITORY = "acme/shop";
const HELD = "upstart.com/deletion-held";
const FIRST = "b0";
/** More than may go at once. */
const OTHERS = ["b1", "b2", "b3", "b4"];

/** Values of the chart: its environments are in `previews`, their template in `templates`, in the name of an account. */
export const forgeValues = (github: GitHub) => ({
  enabled: true,
  repositories: [
    {
      repository: REPOSITORY,
      namespace: "previews",
      template: { name: "shop", namespace: "templates" },
      on: "branches",
    },
  ],
  secretName: "forge-login",
  app: { id: github.app.id, installationId: github.app.installationId },
  serviceAccounts: ["deployer"],
  githubUrl: github.url,
  sweep: "3s",
  confirm: "1s",
});

/** What a forge service does, as far as it takes rights: what is not done here is a right that nobody needs. */
export async function useForge(cluster: Cluster, github: GitHub): Promise<void> {
  const spec = { template: true, services: { web: { spec: { helmReleases: { web: tiny(AS_ACCOUNT) } } } } };
  const metadata = { name: "shop", namespace: "templates" };
  await cluster.apply({ apiVersion: API, kind: "UpstartEnvironment", metadata, spec });
  for (const branch of [FIRST, ...OTHERS]) await github.push(REPOSITORY, branch, commit(branch));
  for (const branch of [FIRST, ...OTHERS]) await shows(cluster, branch, (annotations) => annotations !== undefined);
  // What somebody has ended is remembered, for as long as its branch is there.
  await cluster.run("delete", "uenv", nameOf(FIRST), "-n", "previews");
  await remembers(cluster, true);
  await github.deleteBranch(REPOSITORY, FIRST);
  await remembers(cluster, false);
  // The same held twice is one event that is counted up.
  for (const isBack of [true, false]) {
    for (const branch of OTHERS) await github.deleteBranch(REPOSITORY, branch);
    for (const branch of OTHERS) await shows(cluster, branch, (annotations = {}) => HELD in annotations);
    if (!isBack) break;
    for (const branch of OTHERS) await github.push(REPOSITORY, branch, commit(branch));
    for (const branch of OTHERS) await shows(cluster, branch, (annotations = {}) => !(HELD in annotations));
  }
  const [confirmed = ""] = OTHERS;
  await cluster.run("annotate", "uenv", nameOf(confirmed), "-n", "previews", "upstart.com/confirm-delete=true");
  await cluster.gone("uenv", nameOf(confirmed), "previews");
}

const AS_ACCOUNT = { serviceAccountName: "deployer" };

function nameOf(branch: string): string {
  return branchEnvironmentName({ repository: REPOSITORY, ref: `refs/heads/${branch}` });
}

async function shows(
  cluster: Cluster,
  branch: string,
  isSo: (annotations: Readonly<Record<string, string>> | undefined) => boolean,
): Promise<void> {
  await until(`the environment of ${branch}`, async () => {
    const found = await cluster.bench.get("uenv", nameOf(branch), "previews");
    return found !== undefined && isSo(found.metadata.annotations ?? {}) ? true : undefined;
  });
}

async function remembers(cluster: Cluster, isRemembered: boolean): Promise<void> {
  await until(`${FIRST} to be ${isRemembered ? "remembered" : "forgotten"}`, async () => {
    const ended = await cluster.bench.get("configmap", "upstart.forge.not-again", "previews");
    return nameOf(FIRST) in (ended?.data ?? {}) === isRemembered ? true : undefined;
  });
}
