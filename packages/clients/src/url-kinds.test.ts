import https from "node:https";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import { type EnvironmentUrl, verdictOf } from "@upstart/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuthority, type KeyPair } from "./testing/certificates.ts";
import { probeUrl } from "./url-probe.ts";

const SHA = "9f3c2d1a".repeat(5);
const HOUR_MS = 3_600_000;

/** What serves, by what is the matter with its certificate. */
const servers: Record<"well" | "other" | "late" | "stranger", https.Server> = {} as never;
const trusted = tls.getCACertificates("default");

beforeAll(async () => {
  const [ours, theirs] = await Promise.all([createAuthority(), createAuthority("of somebody else")]);
  tls.setDefaultCACertificates([...trusted, ours.cert]);
  servers.well = await serve(await ours.server());
  servers.other = await serve(await ours.server(["*.dev.example.com"]));
  servers.late = await serve(await ours.server(["127.0.0.1"], new Date(Date.now() - HOUR_MS / 2)));
  servers.stranger = await serve(await theirs.server());
});
afterAll(() => {
  tls.setDefaultCACertificates(trusted);
  for (const server of Object.values(servers)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(pair: KeyPair): Promise<https.Server> {
  const server = https.createServer(pair, (request, response) => {
    const revision = request.url === "/old" ? "1ab77e01".repeat(5) : SHA;
    const location = "https://id.example.com/oauth2/authorize?state=hidden";
    const status = { "/up": 200, "/old": 200, "/login": 302, "/broken": 502 }[request.url ?? ""] ?? 404;
    response.writeHead(status, { "x-revision": revision, ...(status === 302 ? { location } : {}) }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const at = (server: keyof typeof servers, path: string) =>
  `https://127.0.0.1:${(servers[server].address() as AddressInfo).port}${path}`;
const verdict = async (url: string) => {
  const { origin, pathname } = new URL(url);
  const how: EnvironmentUrl = { template: origin, health: { path: pathname }, revision: { header: "X-Revision" } };
  return verdictOf(await probeUrl(origin, how, 5000), how, SHA);
};

test.each<[string, () => string, string, string]>([
  ["answers with the commit", () => at("well", "/up"), "Healthy", "9f3c2d1"],
  ["has no route", () => at("well", "/none"), "URLNotFound", "404"],
  ["leads to a login", () => at("well", "/login"), "URLNeedsLogin", "https://id.example.com/oauth2/authorize"],
  ["is broken behind the balancer", () => at("well", "/broken"), "URLUnhealthy", "502"],
  ["is still of the commit before", () => at("well", "/old"), "URLOldRevision", "1ab77e0"],
  ["has a certificate for other names", () => at("other", "/up"), "URLCertificateInvalid", "does not match"],
  ["has a certificate that is over", () => at("late", "/up"), "URLCertificateInvalid", "expired"],
  ["has one that nobody here trusts", () => at("stranger", "/up"), "URLCertificateInvalid", "NODE_EXTRA_CA_CERTS"],
  ["has no DNS record", () => "https://feat-cart.invalid/up", "URLNotResolved", "DNS record"],
  ["is nobody's port", () => "https://127.0.0.1:1/up", "URLUnreachable", "ECONNREFUSED"],
])("over TLS, one that %s", async (_, url, reason, words) => {
  const told = await verdict(url());
  expect(told).toEqual({ reason, message: expect.stringContaining(words) });
  expect(told.message).not.toContain("hidden");
});

test("only an authority that is not known is helped by another", async () => {
  const { message } = await verdict(at("late", "/up"));
  expect(message).not.toContain("NODE_EXTRA_CA_CERTS");
});
