import fc from "fast-check";
import { expect, test } from "vitest";
import { helmErrorOf, reasonOf } from "./helm-error.ts";

const GO = (text: string) => `level=ERROR msg=${JSON.stringify(text)}`;

test.each([
  ["ReleaseLocked", "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress"],
  [
    "ReleaseLocked",
    'Error: UPGRADE FAILED: create: failed to create: secrets "sh.helm.release.v1.a.v2": release: already exists',
  ],
  ["ReleaseLocked", "Error: INSTALLATION FAILED: cannot re-use a name that is still in use"],
  ["TimedOut", "Error: UPGRADE FAILED: timed out waiting for the condition"],
  ["TimedOut", "Error: UPGRADE FAILED: context deadline exceeded"],
  [
    "TimedOut",
    "Error: UPGRADE FAILED: resource Deployment/ns/web not ready. status: InProgress\ncontext deadline exceeded",
  ],
  ["TimedOut", "Error: INSTALLATION FAILED: client rate limiter Wait returned an error: context deadline exceeded"],
  ["Cancelled", "Error: UPGRADE FAILED: context canceled"],
  [
    "ChartUnavailable",
    "Error: chart \"web\" matching 9.9.9 not found in shop index. (try 'helm repo update'): no chart version found for web-9.9.9",
  ],
  ["ChartUnavailable", 'Error: path "./gone" not found'],
  ["ChartUnavailable", "Error: repo shop not found"],
  ["ChartUnavailable", 'Error: failed to download "shop/web"'],
  ["ChartUnavailable", "Error: failed to fetch https://charts.example/web-1.0.0.tgz : 404 Not Found"],
  ["ChartUnavailable", "Error: Chart.yaml file is missing"],
  [
    "ClusterUnreachable",
    'Error: Kubernetes cluster unreachable: Get "https://10.0.0.1:6443/version": dial tcp 10.0.0.1:6443: connect: connection refused',
  ],
  [
    "ClusterUnreachable",
    'Error: UPGRADE FAILED: query: failed to query with labels: Get "https://x": net/http: TLS handshake timeout',
  ],
  [
    "ClusterUnreachable",
    'Error: INSTALLATION FAILED: Internal error occurred: failed calling webhook "v.example": no endpoints available for service "v"',
  ],
  ["ClusterUnreachable", "Error: UPGRADE FAILED: etcdserver: request timed out"],
  ["ClusterUnreachable", "Error: query: failed to query with labels: Internal error occurred: no leader"],
  ["ClusterUnreachable", 'Error: an error on the server ("") has prevented the request from succeeding (get secrets)'],
  [
    "ClusterUnreachable",
    'Error: UPGRADE FAILED: Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
  ],
  ["Forbidden", 'Error: INSTALLATION FAILED: secrets is forbidden: User "ada" cannot create resource "secrets"'],
  ["Forbidden", "Error: UPGRADE FAILED: Unauthorized"],
  [
    "ValuesRefused",
    "Error: values don't meet the specifications of the schema(s) in the following chart(s):\nredis:\n- at '/replicas': got string, want integer",
  ],
  ["NamespaceMissing", 'Error: INSTALLATION FAILED: create: failed to create: namespaces "apps" not found'],
  [
    "NamespaceMissing",
    'Error: UPGRADE FAILED: secrets "sh.helm.release.v1.a.v2" is forbidden: unable to create new content in namespace apps because it is being terminated',
  ],
  [
    "ReleaseTooLarge",
    'Error: INSTALLATION FAILED: create: failed to create: Secret "x" is invalid: data: Too long: must have at most 1048576 bytes',
  ],
  [
    "ReleaseTooLarge",
    'Error: INSTALLATION FAILED: create: failed to create: Secret "x" is invalid: data: Too long: may not be more than 1048576 bytes',
  ],
  [
    "ReleaseTooLarge",
    "Error: INSTALLATION FAILED: create: failed to create: Request entity too large: limit is 3145728",
  ],
  [
    "ValuesRefused",
    "Error: values don't meet the specifications of the schema(s) in the following chart(s):\nweb:\n- (root): port is required",
  ],
  ["Failed", 'Error: UPGRADE FAILED: template: web/templates/a.yaml:1:2: executing "a" at <.Values.x>: nil pointer'],
  ["Failed", 'Error: INSTALLATION FAILED: configmaps "web" already exists'],
  ["Failed", ""],
] as const)("%s: %s", (code, stderr) => {
  expect(helmErrorOf(stderr, [], "deploy web").code).toBe(code);
  if (stderr !== "") expect(helmErrorOf(GO(stderr.replace("Error: ", "")), [], "deploy web").code).toBe(code);
});

test("Helm that says nothing: what it was to do is named", () => {
  expect(helmErrorOf("", [], "deploy web").message).toBe("helm could not deploy web and did not say why");
});

test.each([
  {
    name: "warnings are left out",
    given: "WARNING: Kubernetes configuration file is group-readable\nError: boom",
    want: "boom",
  },
  {
    name: "log lines below ERROR are left out",
    given: `time=now level=WARN msg="old flag"\n${GO("boom")}`,
    want: "boom",
  },
  {
    name: "the cause of a log line goes along",
    given: `level=ERROR msg="upgrade failed" name=web error="no \\"port\\""`,
    want: 'upgrade failed: no "port"',
  },
  {
    name: "what Go escapes and JSON does not know",
    given: String.raw`level=ERROR msg="bell\a \x41 \U0001f600 \u00e4"`,
    want: "bell A 😀 ä",
  },
  { name: "what is said twice is said once", given: `Error: boom\n${GO("boom")}`, want: "boom" },
  {
    name: "a schema's findings stay",
    given: "Error: values don't meet the specifications:\nweb:\n- port is required",
    want: "values don't meet the specifications:\nweb:\n- port is required",
  },
])("$name", ({ given, want }) => {
  expect(reasonOf(given)).toBe(want);
});

test("a long story is cut", () => {
  const story = Array.from({ length: 50 }, (_, i) => `Error: line ${i}`).join("\n");
  expect(reasonOf(story).split("\n")).toHaveLength(6);
  expect(reasonOf(`Error: ${"x".repeat(5000)}`).length).toBeLessThan(1300);
});

test("no secret gets through, however Helm writes it and wherever it is cut", () => {
  const secret = fc.string({ minLength: 12, maxLength: 60, unit: "grapheme" }).filter((s) => s.trim().length > 11);
  const written = fc.constantFrom(
    (s: string) => `Error: bad value ${s}`,
    (s: string) => `Error: bad value ${JSON.stringify(s)}`,
    (s: string) => GO(`bad value ${s}`),
    (s: string) => GO(`bad value ${JSON.stringify(s)}`),
    (s: string) => `Error: data ${Buffer.from(s).toString("base64")}`,
    (s: string) => `Error: ${"x".repeat(1190)}${s}`,
  );
  fc.assert(
    fc.property(secret, written, (s, write) => {
      const { message } = helmErrorOf(write(s), [s], "deploy web");
      expect(message).not.toContain(s.trim());
      expect(message).not.toContain(s.trim().slice(0, 10));
      expect(message).not.toContain(Buffer.from(s).toString("base64"));
    }),
    { numRuns: 300 },
  );
});

test("a key of many lines is not left in lines", () => {
  const key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n";
  const { message } = helmErrorOf(`Error: bad key:\n  ${key.split("\n").join("\n  ")}`, [key], "deploy");
  expect(message).not.toMatch(/MIIE|kqhk/);
});
