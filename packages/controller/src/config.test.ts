import { expect, test } from "vitest";
import { type Config, readConfig } from "./config.ts";
import { type Answer, isAnswer } from "./runtime/arguments.ts";

test("without arguments everything has a default", () => {
  expect(readConfig([])).toEqual({
    listen: { host: "", port: 8080 },
    chartRepositories: [],
    watchNamespaces: [],
    leaderElection: true,
    shard: "",
    orphanIntervalMs: 600_000,
    snapshotTimeoutMs: 900_000,
  });
});

test.each<{ argv: string; want: Partial<Config> }>([
  { argv: "--kubeconfig k.yaml", want: { kubeconfig: "k.yaml" } },
  { argv: "--listen 127.0.0.1:0", want: { listen: { host: "127.0.0.1", port: 0 } } },
  { argv: "--listen :9090", want: { listen: { host: "", port: 9090 } } },
  { argv: "--listen [::1]:9090", want: { listen: { host: "::1", port: 9090 } } },
  { argv: "--leader-election=false", want: { leaderElection: false } },
  { argv: "--leader-election", want: { leaderElection: true } },
  { argv: "--watch-namespace a --watch-namespace b --watch-namespace a", want: { watchNamespaces: ["a", "b"] } },
  { argv: "--shard team-a", want: { shard: "team-a" } },
  { argv: "--orphan-interval 1h", want: { orphanIntervalMs: 3_600_000 } },
  { argv: "--orphan-interval 0", want: { orphanIntervalMs: 0 } },
  { argv: "--snapshot-timeout 1h", want: { snapshotTimeoutMs: 3_600_000 } },
  { argv: "--snapshot-timeout 0", want: { snapshotTimeoutMs: 0 } },
  {
    argv: "--chart-repository a=https://x.example/c --chart-repository b=oci://y.example",
    want: {
      chartRepositories: [
        { name: "a", url: "https://x.example/c" },
        { name: "b", url: "oci://y.example" },
      ],
    },
  },
  {
    argv: "--chart-repository-secret a=upstart/login --chart-repository a=https://x.example --chart-repository b=oci://y",
    want: {
      chartRepositories: [
        { name: "a", url: "https://x.example", secret: { namespace: "upstart", name: "login" } },
        { name: "b", url: "oci://y" },
      ],
    },
  },
])("$argv", ({ argv, want }) => {
  expect(readConfig(argv.split(" "))).toMatchObject(want);
});

test.each([
  "--listen nowhere",
  "--listen 127.0.0.1",
  "--listen 127.0.0.1:99999",
  "--chart-repository a",
  "--chart-repository a=ftp://x.example",
  "--chart-repository a=https://user:secret@x.example",
  "--chart-repository a=https://x.example --chart-repository a=https://y.example",
  "--chart-repository a=https://x.example --chart-repository-secret a=login",
  "--chart-repository a=https://x.example --chart-repository-secret b=upstart/login",
  "--watch-namespace Not_One",
  "--leader-election=perhaps",
  "--shard Team_A",
  "--orphan-interval soon",
  "--orphan-interval 10ms",
  "--snapshot-timeout soon",
  "--shard blue --leader-election=false",
  `--shard ${"a".repeat(41)}`,
  "--unknown",
  "surplus",
])("%s is refused with 2, and points to --help", (argv) => {
  const answer = readConfig(argv.split(" "));
  expect(isAnswer(answer)).toBe(true);
  expect(answer).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("--help") });
});

test("help and version are answers", () => {
  expect(readConfig(["--version"])).toMatchObject({ exitCode: 0, stdout: "dev\n" });
  expect(readConfig(["--help"])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("--chart-repository") });
});

test.each(["--listen nowhere", "--watch-namespace Not_One", "--shard Team_A", "--leader-election=perhaps"])(
  "%s: what is wanted instead is a sentence of its own",
  (argv) => {
    const { stderr } = readConfig(argv.split(" ")) as Answer;
    expect(stderr).toMatch(/ is invalid\. [A-Z][^\n]*\.\n {2}see /);
  },
);
