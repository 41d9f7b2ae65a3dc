// Every check, quick ones first; ends with the line "N passed, N failed". `npm run test:all`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Counts {
  passed: number;
  failed: number;
}

const reports = mkdtempSync(join(tmpdir(), "upstart-tests-"));
const total: Counts = { passed: 0, failed: 0 };

/** A check that is one test by itself. */
function check(name: string, command: string, args: readonly string[]): void {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  total[status === 0 ? "passed" : "failed"] += 1;
}

/** A project of vitest: its tests are counted one by one. A run that ends without a report is one failure. */
function suite(name: string): void {
  process.stdout.write(`\n== ${name} tests\n`);
  const file = join(reports, `${name}.json`);
  const { status } = spawnSync(
    "vitest",
    ["run", "--project", name, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    { stdio: "inherit" },
  );
  const before = total.failed;
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number; numFailedTests: number };
    total.passed += report.numPassedTests;
    total.failed += report.numFailedTests;
  } catch {
    total.failed += 1; // it ended before it could say anything
  }
  // A file that cannot be loaded fails the run and no test of its own.
  if (status !== 0 && total.failed === before) total.failed += 1;
}

check("lint", "biome", ["check", "."]);
check("types", "npm", ["run", "--silent", "typecheck"]);
suite("unit");
check("build", "npm", ["run", "--silent", "build"]);
suite("e2e");
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
