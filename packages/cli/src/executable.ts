import { basename } from "node:path";
import { main } from "./main.ts";

// The whole program as one file with Node in it. A link keeps the name that it is called by.
const name = basename(process.argv0).replace(/\.exe$/, "");
// As launch.js does: Node warns of two wishes about colour, and NO_COLOR wins here.
if (process.env.NO_COLOR) delete process.env.FORCE_COLOR;
void main(name.startsWith("kubectl") ? "kubectl upstart" : "upstart", [
  ...(name === "kubectl_complete-upstart" ? ["__complete"] : []),
  ...process.argv.slice(2),
]);
