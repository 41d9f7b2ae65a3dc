/** An object as a test sends it. */
export interface KubeManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: unknown;
}

const object = (kind: string, name: string, spec: unknown): KubeManifest => ({
  apiVersion: "upstartoperators.upstart.com/v1alpha1",
  kind,
  metadata: { name },
  spec,
});

export const helmRelease = (spec: object, name = "probe") =>
  object("HelmRelease", name, { chart: "shop/api", ...spec });
export const service = (spec: unknown, name = "probe") => object("UpstartService", name, spec);
export const environment = (spec: unknown, name = "probe") => object("UpstartEnvironment", name, spec);

/** A service of one release. */
export const release = (spec: object, key = "api") =>
  service({ helmReleases: { [key]: { chart: "shop/api", ...spec } } });
/** An environment that changes one release of a template. */
const change = (spec: object) =>
  environment({ services: { shop: { from: { name: "shop" }, releases: { api: spec } } } });

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const map = (count: number, value: unknown) => Object.fromEntries(many(count, (i) => [`k${i}`, value]));
const dependencies = (count: number) => many(count, (i) => ({ name: `d${i}` }));
const sources = (count: number) => many(count, (i) => ({ secretRef: { name: `s${i}` } }));
const keys = (count: number) => [{ secretRef: { name: "s" }, keys: many(count, (i) => `K${i}`) }];

const BRANCH = { repository: "acme/shop", ref: "refs/heads/feat/cart" };
const QUOTA = { environments: 30, whenFull: "evict", minAge: "1h" };
const ofBranch = (more: object) => environment({ source: BRANCH, from: { name: "shop" }, ...more });
const inMode = (more: object) => environment({ services: { a: { spec: { helmReleases: {} }, ...more } } });

/** What both the API server and the engine take. */
export const GOOD: readonly (readonly [string, KubeManifest])[] = [
  [
    "a release with every field",
    helmRelease({
      version: ">=1.2.0 <2",
      values: { a: [1, "<< db.outputs.X >>", null], b: { "c.d/e": true } },
      dependencies: [{ name: "db" }, { name: "users", kind: "UpstartService", namespace: "other" }],
      outputsFrom: [
        { secretRef: { name: "s" }, scope: "external", keys: ["tls.crt"] },
        { configMapRef: { name: "a.b" } },
      ],
      releaseName: "api.v1",
      timeout: "1h30m",
      suspend: true,
      targetNamespace: "apps",
      serviceAccountName: "deployer",
      driftDetection: "Warn",
    }),
  ],
  ["fields with nothing after them", helmRelease({ values: null, dependencies: null, outputsFrom: null })],
  ["a chart of a registry", helmRelease({ chart: "oci://ghcr.io/shop/api" })],
  ["a chart by address", helmRelease({ chart: "https://charts.example.com/api-1.0.0.tgz?x=y" })],
  ["a service without releases", service({ helmReleases: {} })],
  ["a suspended service", service({ suspend: true, helmReleases: { exampleService: { chart: "shop/api" } } })],
  [
    "keys that start with a digit or have dots",
    service({ helmReleases: { "2fa": { chart: "a/b" }, "a.b": { chart: "a/b" } } }),
  ],
  ["a key of 53 characters", release({}, "k".repeat(53))],
  ["a longer key with a releaseName", release({ releaseName: "short" }, "k".repeat(63))],
  ["as many releases as there may be", service({ helmReleases: map(64, { chart: "a/b" }) })],
  [
    "as many entries as there may be",
    release({ dependencies: dependencies(64), outputsFrom: [...sources(31), ...keys(128)] }),
  ],
  [
    "an environment of both forms",
    environment({
      services: {
        shop: { spec: { helmReleases: { api: { chart: "a/b" } } } },
        payments: {
          from: { name: "payments", namespace: "catalog" },
          releases: { api: { version: "2", values: { a: null } } },
        },
      },
      params: { sha: "3f9c2ab", "tls.crt": "", EMPTY_1: "x" },
      namespaces: "Shared",
      suspend: false,
    }),
  ],
  ["an environment without services", environment({ services: {} })],
  [
    "an environment of a branch, with every field",
    environment({
      source: { ...BRANCH, sha: "0".repeat(40), pullRequests: [{ number: 1 }, { number: 2, repository: "acme/api" }] },
      owner: "ada",
      from: { name: "shop", namespace: "templates", generation: 3 },
      ttl: { idle: "5d", max: "1d12h", failed: "90s" },
      sleep: { after: "1h" },
      protected: true,
      dataPolicy: "snapshot",
      url: {
        template: "https://{name}.dev.example.com",
        health: { path: "/up", status: 204, timeout: "2m" },
        revision: { header: "X-Revision" },
      },
    }),
  ],
  ["a template with a quota", environment({ template: true, services: {}, quota: QUOTA })],
  [
    "services of every mode",
    environment({
      services: {
        a: { spec: { helmReleases: {} }, mode: "real" },
        b: { spec: { helmReleases: {} }, mode: "mock", mock: { from: { name: "b-mock", namespace: "mocks" } } },
        c: { from: { name: "c" }, mode: "off" },
      },
    }),
  ],
  [
    "a change that takes a release away",
    environment({ services: { shop: { from: { name: "shop" }, releases: { api: null } } } }),
  ],
  [
    "changes that remove",
    change({
      version: null,
      values: null,
      dependencies: null,
      outputsFrom: null,
      releaseName: null,
      timeout: null,
      suspend: null,
    }),
  ],
];

/** What both refuse, each for one reason. The engine's code, where it is not SchemaViolation. */
export const BAD: readonly (readonly [string, KubeManifest, string?])[] = [
  // types and required fields
  ["no helmReleases", service({})],
  ["helmReleases of nothing", service({ helmReleases: null })],
  ["a list for helmReleases", service({ helmReleases: [] })],
  ["a release of nothing", service({ helmReleases: { api: null } })],
  ["no chart", service({ helmReleases: { api: {} } })],
  ["an empty chart", release({ chart: "" })],
  ["a number for a version", release({ version: 1.1 })],
  ["text for suspend", release({ suspend: "yes" })],
  ["a list for values", release({ values: [] })],
  ["text for dependencies", release({ dependencies: "redis" })],
  ["a dependency without name", release({ dependencies: [{ kind: "HelmRelease" }] })],
  ["a dependency of another kind", release({ dependencies: [{ name: "a", kind: "Deployment" }] })],
  ["an empty dependency name", release({ dependencies: [{ name: "" }] })],
  ["a namespace that is none", release({ dependencies: [{ name: "a", namespace: "A_b" }] })],
  ["another scope", release({ outputsFrom: [{ secretRef: { name: "s" }, scope: "public" }] })],
  ["a Secret that has no name", release({ outputsFrom: [{ secretRef: {} }] })],
  ["a Secret's name that is none", release({ outputsFrom: [{ secretRef: { name: "My Secret" } }] })],
  ["a key that is none", release({ outputsFrom: [{ secretRef: { name: "s" }, keys: ["a b"] }] })],
  ["an empty key", release({ outputsFrom: [{ secretRef: { name: "s" }, keys: [""] }] })],
  ["a releaseName with capitals", release({ releaseName: "Api" })],
  ["a timeout without unit", release({ timeout: "300" })],
  ["another driftDetection", helmRelease({ driftDetection: "Maybe" })],
  ["a targetNamespace that is none", helmRelease({ targetNamespace: "a.b" })],
  ["no services", environment({})],
  ["a number for a param", environment({ services: {}, params: { n: 1 } })],
  ["another value for namespaces", environment({ services: {}, namespaces: "One" })],
  ["a template without name", environment({ services: { a: { from: {} } } })],
  ["a change that takes the chart away", change({ chart: null })],
  // unknown fields: the API server refuses them under strict field validation
  ["an unknown field of a service", service({ helmReleases: {}, suspended: true })],
  ["an unknown field of a release", release({ chrat: "a/b" })],
  ["an unknown field of a dependency", release({ dependencies: [{ name: "a", king: "HelmRelease" }] })],
  ["an unknown field of an environment", environment({ services: {}, param: {} })],
  // CEL
  ["both refs", release({ outputsFrom: [{ secretRef: { name: "a" }, configMapRef: { name: "b" } }] })],
  ["neither ref", release({ outputsFrom: [{ scope: "external" }] })],
  [
    "both refs in a release that stands alone",
    helmRelease({ outputsFrom: [{ secretRef: { name: "a" }, configMapRef: { name: "b" } }] }),
  ],
  ["neither ref in a change", change({ outputsFrom: [{}] })],
  ["both spec and from", environment({ services: { a: { spec: { helmReleases: {} }, from: { name: "x" } } } })],
  ["neither spec nor from", environment({ services: { a: {} } })],
  ["releases without a template", environment({ services: { a: { spec: { helmReleases: {} }, releases: {} } } })],
  ["a template that is made from one", environment({ template: true, from: { name: "a" } })],
  ["a template of a branch", environment({ template: true, services: {}, source: BRANCH })],
  ["a quota of what is no template", environment({ services: {}, quota: QUOTA })],
  ["a param that source gives", ofBranch({ params: { "source.sha": "x" } })],
  ["mode mock without a mock", inMode({ mode: "mock" })],
  ["mode proxy without an environment", inMode({ mode: "proxy" })],
  ["a mode that YAML has taken for false", inMode({ mode: false })],
  ["a short ref", environment({ services: {}, source: { ...BRANCH, ref: "main" } })],
  ["a short sha", environment({ services: {}, source: { ...BRANCH, sha: "3f9c2ab" } })],
  ["a repository with capitals", environment({ services: {}, source: { ...BRANCH, repository: "Acme/shop" } })],
  ["weeks", ofBranch({ ttl: { idle: "1w" } })],
  ["another dataPolicy", ofBranch({ dataPolicy: "drop" })],
  ["a URL without a scheme", ofBranch({ url: { template: "{name}.example.com" } })],
  [
    "a revision told in two places",
    ofBranch({ url: { template: "https://a", revision: { header: "a", path: "/a" } } }),
  ],
  ["a revision told nowhere", ofBranch({ url: { template: "https://a", revision: {} } })],
  ["a quota of nothing", environment({ template: true, services: {}, quota: { environments: 0 } })],
  ["_ in a release's key", release({}, "my_api"), "InvalidReleaseName"],
  ["a hyphen at the end of a key", release({}, "api-"), "InvalidReleaseName"],
  ["a key of 54 characters without releaseName", release({}, "k".repeat(54)), "InvalidReleaseName"],
  ["a key of 64 characters", release({ releaseName: "short" }, "k".repeat(64)), "InvalidReleaseName"],
  [
    "a dot in a service's key",
    environment({ services: { "a.b": { spec: { helmReleases: {} } } } }),
    "InvalidReleaseName",
  ],
  [
    "_ in a key of an environment's service",
    environment({ services: { a: { spec: { helmReleases: { my_api: { chart: "a/b" } } } } } }),
    "InvalidReleaseName",
  ],
  ["a dot in an environment's name", environment({ services: {} }, "pr.482"), "InvalidReleaseName"],
  ["a release's name of 54 characters", helmRelease({}, "n".repeat(54)), "InvalidReleaseName"],
  ["a reserved key", release({}, "service"), "ReservedName"],
  [
    "a reserved key of a service",
    environment({ services: { environment: { spec: { helmReleases: {} } } } }),
    "ReservedName",
  ],
  ["a reserved name of a service", service({ helmReleases: {} }, "release"), "ReservedName"],
  ["a reserved name of a release", helmRelease({}, "environment"), "ReservedName"],
  ["a param's key that is none", environment({ services: {}, params: { "a b": "x" } })],
  // maxima
  ["65 releases", service({ helmReleases: map(65, { chart: "a/b" }) })],
  ["65 dependencies", release({ dependencies: dependencies(65) })],
  ["33 sources", release({ outputsFrom: sources(33) })],
  ["129 keys", release({ outputsFrom: keys(129) })],
  ["257 params", environment({ services: {}, params: map(257, "x") })],
  ["1,001 services", environment({ services: map(1001, { from: { name: "x" } }) })],
  ["65 changes", environment({ services: { a: { from: { name: "x" }, releases: map(65, {}) } } })],
  ["a param of 4,097 characters", environment({ services: {}, params: { a: "x".repeat(4097) } })],
  ["a chart of 2,049 characters", release({ chart: `a/${"x".repeat(2047)}` })],
  ["a version of 257 characters", release({ version: "1".repeat(257) })],
  ["a releaseName of 54 characters", release({ releaseName: "x".repeat(54) })],
  ["a timeout of 33 characters", release({ timeout: `${"1".repeat(32)}s` })],
  ["a dependency of 254 characters", release({ dependencies: [{ name: "x".repeat(254) }] })],
  ["a Secret of 254 characters", release({ outputsFrom: [{ secretRef: { name: "x".repeat(254) } }] })],
  ["a namespace of 64 characters", release({ dependencies: [{ name: "a", namespace: "x".repeat(64) }] })],
];

/** What only a cluster refuses: local charts are for the command line. */
export const LOCAL: readonly (readonly [string, KubeManifest])[] = [
  ["a chart in a folder", helmRelease({ chart: "./charts/api" })],
  ["a chart without repository", helmRelease({ chart: "api" })],
  ["a local chart of a service", release({ chart: "../api" })],
];
