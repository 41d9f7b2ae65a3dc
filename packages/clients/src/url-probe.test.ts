import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuthority } from "./testing/certificates.ts";
import { probeUrl } from "./url-probe.ts";

const answers: http.RequestListener = (request, response) => {
  switch (request.url) {
    case "/up":
      return void response.writeHead(204, { "x-revision": "9f3c2d1" }).end();
    case "/moved":
      return void response.writeHead(302, { location: "https://id.example.com/login?token=x" }).end();
    case "/revision":
      return void response.end("commit 9f3c2d1\n".padEnd(100_000, "x"));
    case "/slow":
      return;
    default:
      return void response.writeHead(404).end("9f3c2d1");
  }
};

let plain: http.Server;
let secure: https.Server;
let base: string;
const urlOf = (server: http.Server | https.Server, scheme: string) =>
  `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  plain = http.createServer(answers);
  secure = https.createServer(await (await createAuthority()).server(), answers);
  await Promise.all([plain, secure].map((s) => new Promise<void>((resolve) => s.listen(0, "127.0.0.1", resolve))));
  base = urlOf(plain, "http");
});
afterAll(() => {
  for (const server of [plain, secure]) {
    server.close();
    server.closeAllConnections();
  }
});

const at = (path: string, more: object = {}) => probeUrl(base, { template: base, health: { path }, ...more }, 500);

test("status, and the commit of a header or of another path", async () => {
  expect(await at("/up", { revision: { header: "X-Revision" } })).toEqual({
    is: "answer",
    status: 204,
    revision: "9f3c2d1",
  });
  const told = await at("/up", { revision: { path: "/revision" } });
  expect(told).toMatchObject({ status: 204, revision: expect.stringMatching(/^commit 9f3c2d1/) });
  expect("revision" in told && told.revision?.length).toBe(4096);
  expect(await at("/up", { revision: { path: "/none" } })).toMatchObject({ status: 204, revision: "" });
  expect(await at("/none")).toEqual({ is: "answer", status: 404 });
});

test("a path is below the URL's own", async () => {
  const url = `${base}/up`;
  expect(await probeUrl(url, { template: url, health: { path: "/x" } })).toMatchObject({ status: 404 });
  expect(await probeUrl(base, { template: base, health: { path: "/up" } })).toMatchObject({ status: 204 });
  expect(await probeUrl(`${base}/`, { template: base, health: { path: "/up" } })).toMatchObject({ status: 204 });
});

test("a redirect is told and not followed", async () => {
  expect(await at("/moved")).toMatchObject({ status: 302, location: "https://id.example.com/login?token=x" });
});

test.each([
  ["a name without an address", () => "http://nowhere.invalid", "NoSuchHost"],
  ["a certificate of somebody else", () => urlOf(secure, "https"), "Certificate"],
  ["a port on which nobody listens", () => "http://127.0.0.1:1", "Unreachable"],
  ["no TLS where TLS is asked for", () => urlOf(plain, "https"), "Unreachable"],
])("%s", async (_, url, why) => {
  expect(await probeUrl(url(), { template: url() }, 5000)).toMatchObject({ is: "none", why });
});

test("an answer that does not come is waited for as long as it may take", async () => {
  expect(await at("/slow")).toMatchObject({
    is: "none",
    why: "Unreachable",
    message: expect.stringMatching(/in time$/),
  });
});
