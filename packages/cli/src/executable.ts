import { basename } from "node:path";
import { getAssetKeys, getRawAsset } from "node:sea";
import { Script } from "node:vm";
import type { main } from "./main.ts";

// The way in of the program as one file with Node in it. A link keeps the name that it is called by.
const name = basename(process.argv0).replace(/\.exe$/, "");
// As launch.js does: Node warns of two wishes about colour, and NO_COLOR wins here.
if (process.env.NO_COLOR) delete process.env.FORCE_COLOR;
const argv = [...(name === "kubectl_complete-upstart" ? ["__complete"] : []), ...process.argv.slice(2)];
void loadProgram(argv[0]).main(name.startsWith("kubectl") ? "kubectl upstart" : "upstart", argv);

/** The program is a script; where it was built on the platform that it is for, what V8 has compiled of it is beside it. */
function loadProgram(verb = ""): { readonly main: typeof main } {
  const keys = getAssetKeys();
  const code = [`${verb}.code`, "rest.code"].find((key) => keys.includes(key));
  const script = new Script(Buffer.from(getRawAsset("program.script")).toString("latin1"), {
    filename: "program.script",
    ...(code === undefined ? {} : { cachedData: Buffer.from(getRawAsset(code)) }),
  });
  const module = { exports: {} };
  (script.runInThisContext() as (module: object, require: NodeJS.Require) => void)(module, require);
  return module.exports as { main: typeof main };
}
