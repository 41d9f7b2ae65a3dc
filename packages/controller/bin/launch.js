import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NEEDED = [22, 19];

/**
 * Runs a server: what `load` brings. An older Node is left for a newer one where the workspace has it, else refused in
 * words.
 */
export async function launch(name, load) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) return relaunch(name);
  const { main } = await load();
  await main(process.argv.slice(2));
}

function relaunch(name) {
  const newer = fileURLToPath(new URL("../../../node_modules/node/bin/node", import.meta.url));
  if (!existsSync(newer)) {
    process.stderr.write(
      `error: ${name} needs Node ${NEEDED.join(".")} or newer, and this is ${process.versions.node}\n  install a newer Node and try again\n`,
    );
    process.exitCode = 2;
    return;
  }
  const args = [...process.execArgv, process.argv[1], ...process.argv.slice(2)];
  const child = spawn(newer, args, { stdio: "inherit" });
  // It is the child that ends in order; this one only hands the signals on and waits.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
  });
}
