// One call of the built program, at whose end what V8 has compiled of it is kept for the verb.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { codeFile, programScript, runProgram } from "../../bin/warm-start.js";

const argv = process.argv.slice(2);
const file = codeFile(argv[0]);
const script = programScript(existsSync(file) ? readFileSync(file) : undefined);
if (script.cachedDataRejected) throw new Error("V8 refuses the code that it has just made");
await runProgram(script).main("upstart", argv);
writeFileSync(file, script.createCachedData());
