import { networkInterfaces } from "node:os";

/** An address of this machine that a Service may lead to: one that is not its own alone. */
export function ownAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address;
}

/** A Service that selects nothing: what it leads to is written by hand, as nothing runs in Pods here. */
export function serviceObject(namespace: string, name: string): object {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { ports: [{ name: "webhook", port: 443 }] },
  };
}

/** One replica behind a Service, on a port of its own. */
export function endpointObject(namespace: string, service: string, address: string, port: number): object {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: `${service}-${port}`, namespace, labels: { "kubernetes.io/service-name": service } },
    addressType: "IPv4",
    ports: [{ name: "webhook", port }],
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
  };
}
