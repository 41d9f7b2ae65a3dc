import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fetchThroughProxies } from "../proxy-fetch.ts";
import { createAuthority } from "../testing/certificates.ts";
import { type ImageRegistry, startImageRegistry } from "../testing/image-registry.ts";
import { temporaryFolder, writeFiles, writeProgram } from "../testing/temporary.ts";
import { dockerLogin } from "./docker-logins.ts";
import { findImage } from "./find-image.ts";
import { parseImage } from "./image-reference.ts";
import { challengeIn } from "./registry-token.ts";

/** To be asked for a token, once the address is known. */
const CHALLENGE = { status: 401, challenge: true };
const DIGEST = `sha256:${"a".repeat(64)}`;

describe("the name of an image", () => {
  test.each([
    ["postgres", ["docker.io", "library/postgres", "latest"]],
    ["acme/shop:1", ["docker.io", "acme/shop", "1"]],
    ["docker.io/redis:7", ["docker.io", "library/redis", "7"]],
    ["ghcr.io/acme/shop/web:9f3c2d1", ["ghcr.io", "acme/shop/web", "9f3c2d1"]],
    ["localhost:5000/shop", ["localhost:5000", "shop", "latest"]],
    [`registry.example.com/shop:1@${DIGEST}`, ["registry.example.com", "shop", DIGEST]],
  ])("%s", (text, [registry, repository, reference]) => {
    expect(parseImage(text)).toEqual({ registry, repository, reference });
  });

  test.each([
    "",
    "Shop",
    "acme/shop:",
    "acme//shop",
    "a:b:c",
    "ghcr.io/a/../b",
    "x@sha256:1",
    "https://ghcr.io/a",
    "a b",
  ])('"%s" is none', (text) => expect(parseImage(text)).toBeUndefined());
});

test.each([
  ['Bearer realm="https://a.example.com/t",service="x, y",scope="s"', { service: "x, y", scope: "s" }],
  ['Basic realm="a", Bearer realm="https://a.example.com/t"', {}],
  ["bearer realm=https://a.example.com/t", {}],
])("a token is asked for as %s says", (header, fields) => {
  const realm = new URL("https://a.example.com/t");
  expect(challengeIn(header)).toEqual({ scheme: "bearer", realm, ...fields });
});

test.each([
  ['Basic realm="a"', { scheme: "basic" }],
  ["Negotiate", undefined],
  [null, undefined],
])("%s", (header, challenge) => expect(challengeIn(header)).toEqual(challenge));

describe("a registry", () => {
  let registry: ImageRegistry;
  beforeEach(async () => {
    registry = await startImageRegistry();
    registry.images.add("acme/shop:1");
  });
  afterEach(() => registry.close());

  const auth = (text: string) => Buffer.from(text).toString("base64");
  const ask = async (image: string, config: object = {}, more: object = {}) => {
    const folder = temporaryFolder();
    writeFiles(folder, { "config.json": JSON.stringify(config) });
    const env = { DOCKER_CONFIG: folder, PATH: folder, ...more };
    return await findImage(parseImage(`${registry.host}/${image}`)!, {
      fetch: fetchThroughProxies({}),
      login: (host) => dockerLogin(host, env),
      signal: AbortSignal.timeout(20_000),
    });
  };

  test("is asked as nobody where that is enough, without TLS on this machine", async () => {
    expect(await ask("acme/shop:1")).toEqual({ is: "found" });
    expect(await ask("acme/shop:2")).toEqual({ is: "missing" });
    const manifest = "HEAD /v2/acme/shop/manifests/1";
    expect(registry.seen.slice(0, 3)).toEqual([manifest, "GET /token", manifest]);
  });

  test("is asked with GET where it knows no HEAD", async () => {
    registry.hasHead = false;
    expect(await ask("acme/shop:1")).toEqual({ is: "found" });
  });

  test.each<[string, (host: string) => object, "bearer" | "basic"]>([
    ["written in the file", (host) => ({ auths: { [host]: { auth: auth("ada:hunter2") } } }), "bearer"],
    [
      "as older versions wrote it",
      (host) => ({ auths: { [`https://${host}/v1/`]: { username: "ada", password: "hunter2" } } }),
      "bearer",
    ],
    ["for a password at each request", (host) => ({ auths: { [host]: { auth: auth("ada:hunter2") } } }), "basic"],
    [
      "that is a token of identity",
      (host) => ({ auths: { [host]: { identitytoken: "identity of ada:hunter2" } } }),
      "bearer",
    ],
  ])("shows what is private to a login %s", async (_, config, scheme) => {
    registry.scheme = scheme;
    registry.admit("acme/shop", "ada", "hunter2");
    expect(await ask("acme/shop:1", config(registry.host))).toEqual({ is: "found" });
  });

  test("shows it to a login that a helper has; one that has none, fails or talks nonsense is told apart", async () => {
    registry.admit("acme/shop", "ada", "hunter2");
    const folder = temporaryFolder();
    const helper = (name: string, script: string) => writeProgram(`${folder}/docker-credential-${name}`, script);
    helper(
      "good",
      `process.stdin.once("data", (d) => console.log(JSON.stringify({ ServerURL: String(d), Username: "ada", Secret: "hunter2" })))`,
    );
    helper("empty", `console.log("credentials not found in native keychain"); process.exitCode = 1`);
    helper("broken", `console.log("hunter2"); process.exitCode = 3`);
    helper("odd", `console.log("hunter2")`);
    const path = { PATH: folder };
    const by = (name: string) => ask("acme/shop:1", { credHelpers: { [registry.host]: name } }, path);
    expect(await by("good")).toEqual({ is: "found" });
    expect(await ask("acme/shop:1", { credsStore: "good" }, path)).toEqual({ is: "found" });
    const kept = { credsStore: "empty", auths: { [registry.host]: { auth: auth("ada:hunter2") } } };
    expect(await ask("acme/shop:1", kept, path)).toEqual({ is: "found" });
    const told = await Promise.all(["empty", "broken", "odd", "absent", "../x"].map(by));
    expect(told.map((a) => a.is)).toEqual(Array.from({ length: 5 }, () => "refused"));
    const [empty, broken, odd, absent] = told.map((a) => ("message" in a ? a.message : ""));
    expect(empty).toContain("docker login");
    expect(broken).toMatch(/docker-credential-broken .* ended with 3/);
    expect(odd).toContain("no login");
    expect(absent).toContain("no such program");
    expect(JSON.stringify(told)).not.toContain("hunter2");
  });

  test.each([
    ["nobody", {}, "docker login"],
    ["a wrong login", { auth: "ada:wrong" }, "may not see"],
    ["another's login", { auth: "bob:hunter3" }, "may not see"],
  ])("says at once that %s may not see it, and no secret", async (_, { auth: login }: { auth?: string }, text) => {
    registry.admit("acme/shop", "ada", "hunter2");
    registry.admit("acme/other", "bob", "hunter3");
    const config = login === undefined ? {} : { auths: { [registry.host]: { auth: auth(login) } } };
    const answer = await ask("acme/shop:1", config);
    expect(answer).toMatchObject({ is: "refused", message: expect.stringContaining(text) });
    expect(JSON.stringify(answer)).not.toMatch(/hunter|wrong/);
  });

  test.each([
    ["asked too often", [{ status: 429, headers: { "retry-after": "7" } }], { is: "unavailable", retryAfterMs: 7000 }],
    ["in trouble", [{ status: 503 }], { is: "unavailable" }],
    ["whose tokens are in trouble", [CHALLENGE, { status: 500 }], { is: "unavailable" }],
    ["whose tokens are a page", [CHALLENGE, { status: 200, body: "<html>hunter2" }], { is: "unavailable" }],
    ["that gives no tokens", [CHALLENGE, { status: 403, body: "hunter2" }], { is: "refused" }],
    ["that wants something else", [{ status: 401, headers: { "www-authenticate": "Negotiate" } }], { is: "refused" }],
    ["that finds the name wrong", [{ status: 400 }], { is: "refused" }],
  ])("%s", async (_, answers, wanted) => {
    registry.next(
      ...answers.map((a) => ("challenge" in a ? { status: 401, headers: { "www-authenticate": bearer() } } : a)),
    );
    const answer = await ask("acme/shop:1");
    expect(answer).toMatchObject(wanted);
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });
  const bearer = () => `Bearer realm="http://${registry.host}/token"`;

  test("that is not there may come; one whose certificate nobody vouches for does not", async () => {
    await registry.close();
    expect(await ask("acme/shop:1")).toMatchObject({ is: "unavailable" });
    const { createServer } = await import("node:https");
    const server = createServer(await (await createAuthority()).server());
    await new Promise<void>((resolve) => server.listen(Number(registry.host.split(":")[1]), "127.0.0.1", resolve));
    const answer = await ask("acme/shop:1");
    server.close();
    expect(answer).toMatchObject({ is: "refused", message: expect.stringContaining("NODE_EXTRA_CA_CERTS") });
  });

  test("a config file that is none is named, without what is in it", async () => {
    registry.admit("acme/shop", "ada", "hunter2");
    const folder = temporaryFolder();
    writeFiles(folder, { "config.json": '{"auths": hunter2' });
    const image = parseImage(`${registry.host}/acme/shop:1`)!;
    const login = (host: string) => dockerLogin(host, { DOCKER_CONFIG: folder });
    const answer = await findImage(image, { fetch: fetchThroughProxies({}), login, signal: AbortSignal.timeout(9000) });
    expect(answer).toMatchObject({ is: "refused", message: expect.stringContaining(`${folder}/config.json`) });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });
});
