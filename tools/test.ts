import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int().default(0),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Runs the tests (words after `npm test --` go to Vitest), and says as the very last line how they went. */
const folder = await mkdtemp(join(tmpdir(), "kith-tests-"));
const file = join(folder, "report.json");
const words = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
const vitest = spawn(process.execPath, [...words, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => vitest.kill(signal));
await once(vitest, "exit");

const outcome = await counted();
await rm(folder, { recursive: true, force: true });
console.log(`${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`);
process.exitCode = vitest.exitCode === 0 && outcome.failed === 0 ? 0 : 1;

/** A file that could not be read, or a run that ended without a report, counts as one failure: silence must never look like success. */
async function counted(): Promise<{ passed: number; failed: number; skipped: number }> {
  const content = await readFile(file, "utf8").catch(() => undefined);
  if (content === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const report = Report.parse(JSON.parse(content));
  const broken = report.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
  const failed = report.numFailedTests + broken;
  const isFault = vitest.exitCode !== 0 && failed === 0;
  return { passed: report.numPassedTests, failed: isFault ? 1 : failed, skipped: report.numPendingTests + report.numTodoTests };
}
