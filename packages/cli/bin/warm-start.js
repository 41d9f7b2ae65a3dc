// The whole program as one script, and what V8 had compiled of it when a verb had run: with that a verb starts without
// loading modules, and with hardly a function to compile. Made when the package is built (scripts/warm-up.js), for one
// version of Node and one platform; everywhere else, and for verbs that have none, the modules are loaded.

const DIST = new URL("../dist/", import.meta.url);
export const SCRIPT = new URL("program.script", DIST);

/** The program for a verb, or undefined where it has to be loaded. Never fails: without, all works the same. */
export function warmProgram(verb) {
  // Whoever asks Node not to use code that was compiled before means this too.
  if (process.env.NODE_DISABLE_COMPILE_CACHE || !/^[a-z]+$/.test(verb ?? "")) return undefined;
  const code = read(codeFile(verb));
  const script = code === undefined ? undefined : programScript(SCRIPT, code);
  // Flags of V8's own make other code.
  return script === undefined || script.cachedDataRejected ? undefined : runProgram(script);
}

/** Where the code of a verb is, for the Node and the platform that this is. */
export function codeFile(verb) {
  return new URL(`${verb}.${process.version}-${process.platform}-${process.arch}.code`, DIST);
}

/** A program that is one script, not run yet; undefined where it cannot be read. */
export function programScript(file, cachedData) {
  // It has no character that takes more than a byte, and so it is read in no time.
  const source = read(file)?.latin1Slice();
  if (source === undefined) return undefined;
  const { Script, constants } = process.getBuiltinModule("node:vm");
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  return new Script(source, { filename: file.href, cachedData, importModuleDynamically });
}

/** What the program exports. */
export function runProgram(script) {
  const module = { exports: {} };
  script.runInThisContext()(module, process.getBuiltinModule);
  return module.exports;
}

function read(file) {
  try {
    return process.getBuiltinModule("node:fs").readFileSync(file);
  } catch {
    return undefined; // it was not made, or not for this Node
  }
}
