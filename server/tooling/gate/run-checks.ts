import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import {
  type FailedTest,
  playwrightCounts,
  slowestFiles,
  type TestCounts,
  vitestCounts,
} from "./test-counts.ts";

type Step = {
  readonly name: string;
  /** Programs of node_modules/.bin with their arguments, one after another while they succeed. */
  readonly commands: readonly (readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
  /** Counts the tests of the report that the step wrote; absent: the step has none. */
  readonly counts?: () => TestCounts;
};

const NONE: TestCounts = { passed: 0, failed: 0, skipped: 0, failures: [], repeated: [], files: [] };

/**
 * Runs the gate, or the gate and every test, all steps whatever the others said, and closes with what failed and the
 * plain line `N passed, N failed`. A step that fails without a failed test of its own counts as one failure.
 *
 * @returns the exit code: 1 where anything failed, or where no test ran at all.
 */
export function runChecks(what: "gate" | "all"): number {
  const reports = mkdtempSync(join(tmpdir(), "signalbox-reports-"));
  try {
    const results = stepsOf(what, reports).map(runStep);
    const total = (key: "passed" | "failed" | "skipped") =>
      results.reduce((sum, counts) => sum + counts[key], 0);
    // Once more in the end: the end is what is kept of a long output.
    const tell = (what: string, tests: readonly FailedTest[]) => {
      for (const { test, why } of tests) console.log(`\n${what}: ${test}\n${why.replaceAll(/^/gm, "  ")}`);
    };
    tell(
      "PASSED ONLY WHEN REPEATED",
      results.flatMap(({ repeated }) => repeated),
    );
    tell(
      "FAILED",
      results.flatMap(({ failures }) => failures),
    );
    if (total("skipped") > 0) console.log(`${total("skipped")} skipped`);
    console.log(`${total("passed")} passed, ${total("failed")} failed`);
    return total("failed") === 0 && total("passed") > 0 ? 0 : 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

function stepsOf(what: "gate" | "all", reports: string): Step[] {
  const gate: Step[] = [
    // Next writes the types of styles and routes, which a fresh checkout has not.
    {
      name: "types",
      commands: [
        ["next", "typegen"],
        ["tsc", "--noEmit", "-p", "."],
      ],
    },
    { name: "engine purity", commands: [["tsc", "--noEmit", "-p", "server/engine"]] },
    { name: "lint and format", commands: [["biome", "ci", "--error-on-warnings", "."]] },
    { name: "imports and style", commands: [["tsx", "server/tooling/gate/check-imports.ts"]] },
    { name: "migrations", commands: [["tsx", "server/tooling/gate/check-migrations.ts"]] },
    { name: "state diagrams", commands: [["tsx", "server/tooling/gate/check-state-diagrams.ts"]] },
    { name: "dead code", commands: [["knip"]] },
    vitestStep("unit tests", ["unit", "work"], reports),
  ];
  if (what === "gate") return gate;
  return [
    ...gate,
    vitestStep("component tests", ["components"], reports),
    vitestStep("integration tests", ["integration"], reports, [
      `--maxWorkers=${WORKERS_THAT_WAIT}`,
      `--retry=${MAX_REPEATS}`,
    ]),
    playwrightStep(reports),
  ];
}

/** Tests with real processes and databases wait for half of their time: one more of them than there are cores. */
const WORKERS_THAT_WAIT = availableParallelism() + 1;

/** Tests with real processes are repeated once where they fail, and named: decision 088. */
const MAX_REPEATS = 1;

function vitestStep(
  name: string,
  projects: readonly string[],
  reports: string,
  options: readonly string[] = [],
): Step {
  const report = join(reports, `${projects[0]}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    commands: [
      ["vitest", "run", ...options, ...projects.flatMap((project) => ["--project", project]), ...reporters],
    ],
    counts: () => vitestCounts(JSON.parse(readFileSync(report, "utf8"))),
  };
}

function playwrightStep(reports: string): Step {
  const report = join(reports, "playwright.json");
  return {
    name: "browser tests",
    commands: [["playwright", "test", "--reporter=list,json", `--retries=${MAX_REPEATS}`]],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    counts: () => playwrightCounts(JSON.parse(readFileSync(report, "utf8"))),
  };
}

function runStep({ name, commands, env, counts }: Step): TestCounts {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  const hasPassed = commands.every((command) => hasSucceeded(command, env));
  console.log(
    `== ${name}: ${hasPassed ? "ok" : "FAILED"} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  const counted = counts === undefined ? NONE : countsOrNone(counts);
  if (counted.files.length > 0) console.log(`The slowest files:\n${slowestFiles(counted.files)}`);
  if (hasPassed || counted.failed > 0) return counted;
  const failures = [...counted.failures, { test: name, why: "The step failed: see its output above." }];
  return { ...counted, failed: 1, failures };
}

function hasSucceeded([program = "", ...args]: readonly string[], env: Step["env"]): boolean {
  const { status, error } = spawnSync(join(PROJECT_ROOT, "node_modules", ".bin", program), args, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (error !== undefined) console.error(`${program}: ${error.message}`);
  return status === 0;
}

/** A step that died before it wrote its report has told why above; it counts as failed all the same. */
function countsOrNone(counts: () => TestCounts): TestCounts {
  try {
    return counts();
  } catch (error) {
    console.error(
      `There is no readable report of this step: ${error instanceof Error ? error.message : error}`,
    );
    return { ...NONE, failed: 1, failures: [{ test: "a report", why: "It cannot be read: see above." }] };
  }
}
