/** A release of a workload, and the releases that it waits for. */
export interface Node {
  readonly name: string;
  /** The UpstartService that it is in. */
  readonly service: string;
  /** Of its own service, or all releases of other services. */
  readonly needs: readonly string[];
}

/** Releases in an order in which each comes after what it needs. */
export interface Workload {
  readonly name: string;
  readonly nodes: readonly Node[];
}

/** Each needs the one before it. */
export function chain(length: number, service = "chain"): Node[] {
  const name = (i: number) => `${service}-r${i}`;
  return range(length).map((i) => ({ name: name(i), service, needs: i === 0 ? [] : [name(i - 1)] }));
}

/** None needs another. A service has at most 64 releases: they are in services of 50. */
export function wide(width: number): Node[] {
  return range(width).map((i) => ({ name: `r${i}`, service: `wide-${Math.floor(i / 50)}`, needs: [] }));
}

/** Each layer is a service, and each of its releases needs all of the layer before. */
export function layers(count: number, width: number): Node[] {
  const names = (layer: number) => range(width).map((i) => `l${layer}-${i}`);
  return range(count).flatMap((layer) =>
    names(layer).map((name) => ({ name, service: `layer-${layer}`, needs: layer === 0 ? [] : names(layer - 1) })),
  );
}

/** Chains side by side, one of each length, in one service. */
export function chains(lengths: readonly number[]): Node[] {
  return lengths.flatMap((length, i) => chain(length, `c${i}`)).map((node) => ({ ...node, service: "chains" }));
}

/** The shapes whose makespan is measured. */
export const SHAPES: readonly Workload[] = [
  { name: "chain of 10", nodes: chain(10) },
  { name: "50 wide", nodes: wide(50) },
  { name: "10 x 10 layers", nodes: layers(10, 10) },
  { name: "8 uneven chains", nodes: chains([3, 4, 5, 6, 7, 8, 9, 10]) },
];

const API_VERSION = "upstartoperators.upstart.com/v1alpha1";
const TINY = { chart: "upstart-charts/tiny", version: "0.1.0" };

/** What each release's chart is given in the end, however it got there. */
export const FINAL_VALUES = { value: "1" };

/**
 * A workload as UpstartServices of tiny charts. Each release takes its value from the first that it needs, and each
 * that is needed publishes it: a dependent cannot start before that output is there.
 */
export function servicesOf({ nodes }: Workload): object[] {
  const homes = new Map(nodes.map((node) => [node.name, node.service]));
  const sources = new Set(nodes.flatMap(({ needs }) => needs.slice(0, 1)));
  return [...Map.groupBy(nodes, (node) => node.service)].map(([name, members]) => {
    const releases = members.map((node) => [node.name, releaseOf(node, homes, sources)] as const);
    return service({ name }, { helmReleases: Object.fromEntries(releases) });
  });
}

function releaseOf(node: Node, homes: ReadonlyMap<string, string>, sources: ReadonlySet<string>): object {
  const { name, needs } = node;
  const dependencyOn = (need: string) => (homes.get(need) === node.service ? need : homes.get(need)!);
  const dependencies = [...new Set(needs.map(dependencyOn))];
  return {
    ...TINY,
    dependencies: dependencies.map((dependency) => ({ name: dependency })),
    values: needs.length === 0 ? FINAL_VALUES : { value: `<< ${dependencies[0]}.outputs.value >>` },
    ...(sources.has(name) ? { outputsFrom: [{ configMapRef: { name: `${name}-outputs` }, scope: "external" }] } : {}),
  };
}

/**
 * Pairs of releases, 20 in a service: each `user-i` needs a key of the Secret `late-i`, which `source-i` publishes
 * and does not write.
 */
export function operatorServices(pairs: number, key: string): object[] {
  const pair = (i: number) => [
    [`source-${i}`, { ...TINY, outputsFrom: [{ secretRef: { name: `late-${i}` } }] }],
    [
      `user-${i}`,
      { ...TINY, dependencies: [{ name: `source-${i}` }], values: { value: `<< source-${i}.outputs.${key} >>` } },
    ],
  ];
  return [...Map.groupBy(range(pairs), (i) => Math.floor(i / 20))].map(([home, members]) =>
    service({ name: `wake-${home}` }, { helmReleases: Object.fromEntries(members.flatMap(pair)) }),
  );
}

/** Services as they are found, each in a namespace of its own: five releases that take outputs of one another. */
export function manyServices(count: number): object[] {
  return range(count).map((i) =>
    service({ name: `service-${i}`, namespace: `squad-${i}` }, { helmReleases: RELEASES }),
  );
}

/** As many services in one environment, each from one of these templates, which themselves install nothing. */
export function environmentOfTemplates(count: number, templates: number): object[] {
  const from = (i: number) => ({
    from: { name: `template-${i % templates}` },
    releases: { api: { version: "1.4.0" } },
  });
  const services = Object.fromEntries(range(count).map((i) => [`s${i}`, from(i)]));
  return [
    { apiVersion: API_VERSION, kind: "UpstartEnvironment", metadata: { name: "large" }, spec: { services } },
    ...range(templates).map((i) => service({ name: `template-${i}` }, { suspend: true, helmReleases: RELEASES })),
  ];
}

function service(metadata: object, spec: object): object {
  return { apiVersion: API_VERSION, kind: "UpstartService", metadata, spec };
}

const secret = (name: string, keys: readonly string[]) => [{ secretRef: { name }, keys }];
const RELEASES = {
  postgres: {
    chart: "upstart-charts/postgres",
    version: "0.1.3",
    values: {
      dbName: "orders",
      image: { registry: "registry.example.com/library", repository: "postgres", tag: "14.2" },
    },
    outputsFrom: secret("postgres", ["PG_HOST", "POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"]),
  },
  redis: {
    chart: "upstart-charts/redis",
    version: "0.1.1",
    outputsFrom: [{ configMapRef: { name: "redis-outputs" }, keys: ["SERVICE_FQDN", "SERVICE_PORT"] }],
  },
  bugsnag: {
    chart: "upstart-charts/bugsnag-project",
    version: "0.1.0",
    outputsFrom: secret("bugsnag-bugsnag", ["BUGSNAG_API_KEY"]),
  },
  api: {
    chart: "upstart-charts/example-service",
    version: "1.4.0",
    dependencies: [{ name: "postgres" }, { name: "redis" }, { name: "bugsnag" }],
    outputsFrom: [{ configMapRef: { name: "outputs" }, scope: "external", keys: ["url"] }],
    values: {
      global: {
        env: {
          BUGSNAG_API_KEY: "<< bugsnag.outputs.BUGSNAG_API_KEY >>",
          REDIS_BACKEND_URI: "redis://<< redis.outputs.SERVICE_FQDN >>:<< redis.outputs.SERVICE_PORT >>/1",
          DATABASE_URL:
            "postgres://<< postgres.outputs.POSTGRES_USER >>:<< postgres.outputs.POSTGRES_PASSWORD >>@<< postgres.outputs.PG_HOST >>:5432/<< postgres.outputs.POSTGRES_DB >>",
        },
      },
    },
  },
  web: {
    chart: "upstart-charts/web-service",
    version: "1.0.0",
    dependencies: [{ name: "api" }],
    values: { replicas: 2, env: { API_URL: "<< api.outputs.url >>", RELEASE: "<< release.name >>" } },
  },
};

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
