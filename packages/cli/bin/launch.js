import module from "node:module";
import { warmProgram } from "./warm-start.js";

const NEEDED = [22, 19];

/**
 * Runs the program under the name that people called it by. An older Node is left for a newer one where the
 * workspace has it (the npm package "node"), else refused in words.
 */
export async function launch(name, before = []) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) return relaunch();
  module.enableCompileCache?.();
  // Node warns on stderr of two wishes about colour. NO_COLOR wins here, as everywhere in the program.
  if (process.env.NO_COLOR) delete process.env.FORCE_COLOR;
  const argv = [...before, ...process.argv.slice(2)];
  const { main } = warmProgram(argv[0]) ?? (await import("../dist/main.js"));
  await main(name, argv);
}

async function relaunch() {
  // Loaded only here: every other call would pay for what it does not use.
  const { spawn } = await import("node:child_process");
  const { existsSync } = await import("node:fs");
  const { fileURLToPath } = await import("node:url");
  const newer = fileURLToPath(new URL("../../../node_modules/node/bin/node", import.meta.url));
  if (!existsSync(newer)) {
    process.stderr.write(
      `error: upstart needs Node ${NEEDED.join(".")} or newer, and this is ${process.versions.node}\n  install a newer Node and try again\n`,
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(newer, [process.argv[1], ...process.argv.slice(2)], { stdio: "inherit" });
  // ^C reaches the child as well, and it is the child that ends in order.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
  });
}
