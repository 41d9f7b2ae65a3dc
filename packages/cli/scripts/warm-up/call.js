// One call of a program that is one script, at whose end what V8 has compiled of it is kept in a file.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { programScript, runProgram } from "../../bin/warm-start.js";

const [file, code, ...argv] = process.argv.slice(2);
const at = new URL(code);
const script = programScript(new URL(file), existsSync(at) ? readFileSync(at) : undefined);
if (script.cachedDataRejected) throw new Error("V8 refuses the code that it has just made");
await runProgram(script).main("upstart", argv);
writeFileSync(at, script.createCachedData());
