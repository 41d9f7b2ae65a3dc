import { fileURLToPath } from "node:url";
import { freePorts } from "@upstart/sandbox";
import { HelmLog } from "../controller/helm-log.ts";
import { World } from "../controller/world.ts";
import { type Running, startForge } from "../forge/forges.ts";
import { GitHub } from "../forge/github.ts";
import type { Bench } from "../harness.ts";
import { endServer, type ServerProcess, startServer } from "../server-process.ts";
import { type App, openApp } from "./app.ts";
import { Caller } from "./caller.ts";

const FRONT = fileURLToPath(new URL("../../packages/front/bin/upstart-front.js", import.meta.url));
const DOMAIN = "dev.example.com";

/**
 * All that a platform runs for branch environments, as processes of this build on one sandbox: the controllers, the entry
 * and, when it is told of a configuration, the forge service. GitHub, the wildcard name and what runs in Pods are stood in for.
 */
export class Platform {
  readonly world: World;
  readonly github: GitHub;
  readonly helmLog: HelmLog;
  readonly app: App;
  /** Asks the entry for a host name. */
  readonly caller: Caller;
  readonly #port: number;
  #front: ServerProcess;
  #forge: Running | undefined;

  private constructor(parts: Pick<Platform, "world" | "github" | "helmLog" | "app">, port: number) {
    Object.assign(this, parts);
    this.world = parts.world;
    this.github = parts.github;
    this.helmLog = parts.helmLog;
    this.app = parts.app;
    this.#port = port;
    this.caller = new Caller(port);
    this.#front = this.#startFront();
  }

  #startFront(): ServerProcess {
    const args = ["--kubeconfig", this.bench.sandbox.kubeconfig, "--service-address", "127.0.0.1:{port}"];
    const listen = ["--listen", `127.0.0.1:${this.#port}`, "--health-listen", "127.0.0.1:0", "--drain", "0"];
    return startServer(this.bench, FRONT, [...args, ...listen]);
  }

  static async open(helm: "helm3" | "helm4"): Promise<Platform> {
    let helmLog: HelmLog | undefined;
    const world = await World.open(helm, {
      envOf: async (bench) => {
        helmLog = await HelmLog.start(bench);
        return { ...helmLog.env(bench, "controller"), NODE_OPTIONS: `--require=${await wildcardName(bench)}` };
      },
    });
    const [github, app, ports] = await Promise.all([GitHub.start(), openApp(() => world.bench), freePorts(1)]);
    const platform = new Platform({ world, github, helmLog: helmLog!, app }, ports[0]!);
    await platform.#front.said("ready", 60_000);
    return platform;
  }

  get bench(): Bench {
    return this.world.bench;
  }

  /** Starts the forge service with that configuration, in the place of the one before. */
  async startForge(config: string): Promise<void> {
    await endServer(this.#forge, "SIGKILL");
    this.#forge = await startForge(this.bench, this.github, config);
  }

  /** Ends the entry as nobody would wish, and starts another that has seen nothing. */
  async restartFront(): Promise<void> {
    await endServer(this.#front, "SIGKILL");
    this.#front = this.#startFront();
    await this.#front.said("ready", 60_000);
  }

  /** A text as it is meant for people, with addresses that lead to something here. */
  here(text: string): string {
    return text
      .replaceAll(new RegExp(`https://([^/\\s]+\\.${DOMAIN})`, "g"), `http://$1:${this.#port}`)
      .replaceAll("name: web, port: 80}", `name: web, port: ${this.app.port}}`);
  }

  /** What the entry answers to whoever asks for an environment. */
  ask(name: string, path = "/", headers: Readonly<Record<string, string>> = {}) {
    return this.caller.ask(`${name}.${DOMAIN}`, { path, headers: { "user-agent": "upstart", ...headers } });
  }

  /** Runs of Helm that change something, as `upgrade web`, oldest first. */
  async helmRuns(): Promise<string[]> {
    return (await this.helmLog.calls()).map(({ verb, release }) => `${verb} ${release}`);
  }

  async close(): Promise<void> {
    await endServer(this.#forge, "SIGKILL");
    await endServer(this.#front, "SIGKILL");
    await this.github.close();
    this.app.close();
    await this.world.close();
  }
}

/** What a wildcard record of the domain does, for a program of Node. */
async function wildcardName(bench: Bench): Promise<string> {
  const script = `const dns = require("node:dns");
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name.endsWith(".${DOMAIN}") ? "127.0.0.1" : name, ...rest);
`;
  return await bench.file("wildcard-name.cjs", script);
}
