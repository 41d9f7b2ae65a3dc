import { expect, test } from "vitest";
import { proxyFor } from "./proxy.ts";

const SERVER = "https://api.shop.example:6443";
const HTTPS_PROXY = "http://proxy:3128";

test.each<{ name: string; server?: string; own?: string; env?: Record<string, string>; want: string | undefined }>([
  { name: "none", want: undefined },
  {
    name: "the cluster's own, before the environment's",
    own: "socks5://own:1080",
    env: { HTTPS_PROXY },
    want: "socks5://own:1080",
  },
  {
    name: "the cluster's own, whatever NO_PROXY says",
    own: "http://own:1",
    env: { NO_PROXY: "*" },
    want: "http://own:1",
  },
  { name: "HTTPS_PROXY", env: { HTTPS_PROXY }, want: HTTPS_PROXY },
  { name: "https_proxy", env: { https_proxy: HTTPS_PROXY }, want: HTTPS_PROXY },
  { name: "a proxy without a scheme", env: { HTTPS_PROXY: "proxy:3128" }, want: HTTPS_PROXY },
  { name: "HTTP_PROXY is not for HTTPS", env: { HTTP_PROXY: HTTPS_PROXY }, want: undefined },
  {
    name: "HTTP_PROXY for HTTP",
    server: "http://api.shop.example",
    env: { HTTP_PROXY: HTTPS_PROXY },
    want: HTTPS_PROXY,
  },
  { name: "an empty one is none", env: { HTTPS_PROXY: "" }, want: undefined },
  { name: "this machine, by name", server: "https://localhost:6443", env: { HTTPS_PROXY }, want: undefined },
  { name: "this machine, by address", server: "https://127.0.0.1:6443", env: { HTTPS_PROXY }, want: undefined },
  { name: "this machine, by IPv6 address", server: "https://[::1]:6443", env: { HTTPS_PROXY }, want: undefined },
])("$name", ({ server = SERVER, own = "", env = {}, want }) => {
  expect(proxyFor(server, own, env)).toBe(want);
});

test.each([
  { rule: "*", left: true },
  { rule: "api.shop.example", left: true },
  { rule: "API.shop.example", left: true },
  { rule: "api.shop.example:6443", left: true },
  { rule: "api.shop.example:443", left: false },
  { rule: "shop.example", left: true },
  { rule: ".shop.example", left: true },
  { rule: "*.shop.example", left: true },
  { rule: ".api.shop.example", left: false },
  { rule: "op.example", left: false },
  { rule: "other.example, shop.example", left: true },
  { rule: " , ", left: false },
  { rule: "10.0.0.0/8", left: true, server: "https://10.1.2.3" },
  { rule: "10.0.0.0/16", left: false, server: "https://10.1.2.3" },
  { rule: "10.1.2.3/32", left: true, server: "https://10.1.2.3" },
  { rule: "0.0.0.0/0", left: true, server: "https://10.1.2.3" },
  { rule: "10.1.2.3", left: true, server: "https://10.1.2.3:6443" },
  { rule: "10.0.0.0/8", left: false },
  { rule: "not/a-range", left: false, server: "https://10.1.2.3" },
])("NO_PROXY=$rule leaves the server out: $left", ({ rule, left, server = SERVER }) => {
  for (const name of ["NO_PROXY", "no_proxy"])
    expect(proxyFor(server, "", { HTTPS_PROXY, [name]: rule })).toBe(left ? undefined : HTTPS_PROXY);
});
