// The webhook's paths over TLS, with services in its cache as if they had been watched: a process of its own, so that
// whoever calls does not share its event loop. Arguments: how many services, bytes of each, their namespace.

import { steadyClock } from "../packages/controller/src/runtime/clock.ts";
import { createLog } from "../packages/controller/src/runtime/log.ts";
import { createAuthority, issueLeaf } from "../packages/webhook/src/certificates/issue.ts";
import { createMetrics } from "../packages/webhook/src/metrics.ts";
import { Peers } from "../packages/webhook/src/peers/peers.ts";
import { createApp } from "../packages/webhook/src/server/app.ts";
import { serveTls } from "../packages/webhook/src/server/tls-server.ts";
import { webOfServices } from "./reviews.ts";

const [count, bytes, namespace] = process.argv.slice(2) as [string, string, string];
const HOUR_MS = 3_600_000;

const peers = new Peers();
for (const { metadata, ...object } of webOfServices(Number(count), Number(bytes), namespace)) {
  const stored = { uid: `${metadata.name}-uid`, generation: 1, creationTimestamp: "2030-01-01T00:00:00Z" };
  peers.take({ type: "added", object: { ...object, metadata: { ...metadata, ...stored } } });
}
const now = Date.now();
const authority = await createAuthority(now, HOUR_MS);
const certificate = await issueLeaf(authority, ["127.0.0.1"], now, HOUR_MS);
const app = createApp({
  peers,
  notReady: () => undefined,
  isDraining: () => false,
  isAllowed: async () => true,
  health: (_, response) => void response.end("ok"),
  clock: steadyClock,
  log: createLog({ level: "info", write: () => undefined, now: () => Date.now() }),
  metrics: createMetrics({ cacheObjects: () => peers.size, isSynced: () => true }),
});
const { port } = await serveTls(app, { host: "127.0.0.1", port: 0, certificate, clock: steadyClock });
process.stdout.write(`${JSON.stringify({ port, ca: authority.cert })}\n`);
