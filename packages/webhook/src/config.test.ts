import { isAnswer } from "@upstart/controller/runtime/arguments";
import { expect, test } from "vitest";
import { type Config, namesFor, readConfig } from "./config.ts";

const DEFAULTS = { host: "0.0.0.0", port: 9443, failurePolicy: "Fail", drainMs: 10_000, logLevel: "info" };

test.each<[string, string[], Partial<Config>]>([
  ["nothing", [], {}],
  [
    "an address",
    ["--kubeconfig", "k", "--host", "127.0.0.1", "--port", "0", "--url", "https://127.0.0.1:9443/"],
    { kubeconfig: "k", host: "127.0.0.1", port: 0, url: "https://127.0.0.1:9443" },
  ],
  ["a Service", ["--service", "upstart/hook"], { service: { namespace: "upstart", name: "hook" } }],
  [
    "a certificate of one's own",
    ["--tls-cert-file", "c", "--tls-key-file", "k", "--tls-ca-file", "a"],
    { files: { cert: "c", key: "k", ca: "a" } },
  ],
  [
    "callers who show who they are",
    ["--client-ca-file", "c", "--client-name", "kube-apiserver", "--client-name=other"],
    { clients: { caFile: "c", names: ["kube-apiserver", "other"] } },
  ],
  ["an owner", ["--owned-by", "upstart-webhook"], { owner: "upstart-webhook" }],
  [
    "no wait at the end",
    ["--drain", "0", "--failure-policy", "Ignore", "--log-level=debug"],
    { drainMs: 0, failurePolicy: "Ignore", logLevel: "debug" },
  ],
])("%s", (_, argv, config) => expect(readConfig(argv)).toEqual({ ...DEFAULTS, ...config }));

test.each([
  ["a URL that API servers do not call", ["--url", "http://127.0.0.1"], "https://"],
  ["a URL with a password", ["--url", "https://a:b@c"], "https://"],
  ["two ways to be called", ["--url", "https://a", "--service", "a/b"], "cannot be used with"],
  ["half a certificate", ["--tls-cert-file", "c"], "go together"],
  ["an authority of nothing", ["--tls-ca-file", "c"], "--tls-cert-file"],
  ["names of callers of nobody", ["--client-name", "a"], "--client-ca-file"],
  ["an owner that is none", ["--owned-by", "a/b"], "ClusterRole"],
  ["a port that is none", ["--port", "70000"], "0 to 65535"],
  ["an unknown flag", ["--nope"], "unknown option"],
  ["something besides", ["run"], "too many arguments"],
])("%s is refused in words, with the way to the help", (_, argv, words) => {
  const answer = readConfig(argv);
  expect(isAnswer(answer) && answer.exitCode).toBe(2);
  expect(isAnswer(answer) && answer.stderr).toContain(words);
  expect(isAnswer(answer) && answer.stderr).toContain("see upstart-webhook --help");
});

test("help and version are answered", () => {
  expect(readConfig(["--help"])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("--failure-policy") });
  expect(readConfig(["--version"])).toMatchObject({ exitCode: 0, stdout: "dev\n" });
});

test.each([
  [{ url: "https://127.0.0.1:1" }, ["127.0.0.1", "localhost"]],
  [{ url: "https://[::1]:1" }, ["::1", "127.0.0.1", "localhost"]],
  [{ url: "https://hook.example.com" }, ["hook.example.com"]],
  [{ service: { namespace: "n", name: "s" } }, ["s.n.svc", "s.n.svc.cluster.local"]],
])("a certificate for %j is for %j", (address, names) => expect(namesFor(address)).toEqual(names));
