import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { slowestFiles, type TestCounts } from "./test-counts.ts";

/** One step of the gate or of the tests. */
export type Step = {
  readonly name: string;
  /** Programs of node_modules/.bin, or `node`, with their arguments, one after another while they succeed. */
  readonly commands: readonly (readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
  /** Counts the tests of the report that the step wrote; absent: the step has none. */
  readonly counts?: () => TestCounts;
};

const NONE: TestCounts = { passed: 0, failed: 0, skipped: 0, failures: [], repeated: [], files: [] };

type Write = (text: string) => void;

/**
 * Runs a step and says how it ended. A step that fails without a failed test of its own counts as one failure; nothing
 * of it is thrown.
 *
 * @param printWhole for a step that runs beside others: is given the whole output when the step has ended. Absent: the
 *   output is shown line by line while the step runs.
 */
export async function runStep(step: Step, printWhole?: Write): Promise<TestCounts> {
  const written: string[] = [];
  const write: Write = (text) =>
    void (printWhole === undefined ? process.stdout.write(text) : written.push(text));
  write(`\n== ${step.name}\n`);
  const startedAt = performance.now();
  const hasPassed = await haveSucceeded(step, printWhole === undefined ? null : write);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  write(`== ${step.name}: ${hasPassed ? "ok" : "FAILED"} (${seconds} s)\n`);
  const counted = step.counts === undefined ? NONE : countsOrNone(step.counts, write);
  if (counted.files.length > 0) write(`The slowest files:\n${slowestFiles(counted.files)}\n`);
  printWhole?.(written.join(""));
  if (hasPassed || counted.failed > 0) return counted;
  const failures = [...counted.failures, { test: step.name, why: "The step failed: see its output above." }];
  return { ...counted, failed: 1, failures };
}

async function haveSucceeded({ commands, env }: Step, write: Write | null): Promise<boolean> {
  for (const command of commands) if (!(await hasSucceeded(command, env, write))) return false;
  return true;
}

async function hasSucceeded(
  [name = "", ...args]: readonly string[],
  env: Step["env"],
  write: Write | null,
): Promise<boolean> {
  const program = name === "node" ? process.execPath : join(PROJECT_ROOT, "node_modules", ".bin", name);
  const child = spawn(program, args, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: write === null ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => write?.(text));
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return code === 0;
  } catch (error) {
    const line = `${name}: ${error instanceof Error ? error.message : error}\n`;
    if (write === null) process.stderr.write(line);
    else write(line);
    return false;
  }
}

/** A step that died before it wrote its report has told why above; it counts as failed all the same. */
function countsOrNone(counts: () => TestCounts, write: Write): TestCounts {
  try {
    return counts();
  } catch (error) {
    write(`There is no readable report of this step: ${error instanceof Error ? error.message : error}\n`);
    return { ...NONE, failed: 1, failures: [{ test: "a report", why: "It cannot be read: see above." }] };
  }
}
