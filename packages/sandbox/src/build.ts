import { chmod, rename, rm } from "node:fs/promises";
import { execa } from "execa";
import { SandboxError } from "./errors.ts";

/** A Go module and how its one program is built. */
export interface GoModule {
  /** Package to build, seen from the module's folder. */
  readonly target: string;
  /** Go variables that the linker sets. */
  readonly variables: Readonly<Record<string, string>>;
  /** How long a first build takes, roughly. */
  readonly minutes: number;
}

export interface BuildRequest {
  readonly name: string;
  readonly folder: string;
  readonly module: GoModule;
  /** File that the program becomes, at once and whole. */
  readonly binary: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onProgress: (line: string) => void;
}

const FIXED_ENVIRONMENT = {
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  GOFLAGS: "",
  GOOS: "",
  GOARCH: "",
  CGO_ENABLED: "0",
};
const NEEDED = { major: 1, minor: 26 };
const HEARTBEAT_MS = 30_000;

/** Builds the program; throws SandboxError and leaves no half of it. */
export async function buildModule(request: BuildRequest): Promise<void> {
  const { name, folder, module, binary, onProgress } = request;
  // Not even a newer Go may be downloaded behind the user's back; the shell's own settings must not change the result.
  const env = { ...request.env, ...FIXED_ENVIRONMENT };
  await checkGo(env);
  onProgress(`building ${name} from its Go module: about ${module.minutes} minutes the first time, seconds later`);
  const begun = Date.now();
  const heartbeat = setInterval(
    () => onProgress(`still building ${name} (${Math.round((Date.now() - begun) / 1000)}s)`),
    HEARTBEAT_MS,
  );
  const fresh = `${binary}.${process.pid}`;
  try {
    await goBuild(name, folder, env, [...flags(module), "-o", fresh, module.target]);
    await chmod(fresh, 0o755);
    await rename(fresh, binary);
  } finally {
    clearInterval(heartbeat);
    await rm(fresh, { force: true });
  }
}

function flags({ variables }: GoModule): readonly string[] {
  const set = Object.entries(variables).map(([name, value]) => ` -X ${name}=${value}`);
  return ["-trimpath", "-mod=readonly", "-buildvcs=false", "-ldflags", `-s -w${set.join("")}`];
}

type GoEnvironment = Readonly<Record<string, string | undefined>>;

async function goBuild(name: string, folder: string, env: GoEnvironment, args: readonly string[]): Promise<void> {
  const result = await execa("go", ["build", ...args], {
    cwd: folder,
    env,
    extendEnv: false,
    reject: false,
    all: true,
  });
  if (result.exitCode === 0) return;
  const words = (result.all ?? "").trimEnd().split("\n").slice(-8).join("\n  ");
  throw new SandboxError(
    "BuildFailed",
    `${name} could not be built:\n  ${words || result.shortMessage}`,
    "Go fetches its modules from a proxy (go env GOPROXY): is it reachable, and is there room on the disk?",
    { cause: result },
  );
}

async function checkGo(env: GoEnvironment): Promise<void> {
  const wanted = `${NEEDED.major}.${NEEDED.minor}`;
  const help = `install Go ${wanted} or newer (go.dev/doc/install), see that "go version" finds it, and try again; Kubernetes is built with it once`;
  const result = await execa("go", ["env", "GOVERSION"], { env, extendEnv: false, reject: false });
  if (result.exitCode === undefined)
    throw new SandboxError(
      "GoMissing",
      `the sandbox needs Go ${wanted} or newer, and there is no program called go`,
      help,
      { cause: result },
    );
  const [version, major, minor] = /^go(\d+)\.(\d+)/.exec(result.stdout) ?? [];
  // A version that says no number is somebody's own build of Go: it is let try.
  if (version === undefined) return;
  const isNewEnough = Number(major) === NEEDED.major ? Number(minor) >= NEEDED.minor : Number(major) > NEEDED.major;
  if (!isNewEnough)
    throw new SandboxError("GoTooOld", `the sandbox needs Go ${wanted} or newer, and this is ${result.stdout}`, help);
}
