import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { closingLines, havePassed } from "./closing-lines.ts";
import { filesToRepeat, withRepeated } from "./repeated-files.ts";
import { runLanes } from "./run-lanes.ts";
import { runStep, type Step } from "./run-step.ts";
import { playwrightCounts, type TestCounts, vitestCounts } from "./test-counts.ts";
import { UNHANDLED_FILE } from "./unhandled-reporter.ts";

/**
 * Runs the gate, or the gate and every test, all steps whatever the others said, and closes with what failed and the
 * plain line `N passed, N failed`. A step that fails without a failed test of its own counts as one failure.
 *
 * @returns the exit code: 1 where anything failed, or where no test ran at all.
 */
export async function runChecks(what: "gate" | "all"): Promise<number> {
  const reports = mkdtempSync(join(tmpdir(), "signalbox-reports-"));
  try {
    console.log("The first steps run side by side: what each says comes when it has ended.");
    const beside = await runLanes(what === "all" ? [[...TYPES, BUILD], SOURCES] : [TYPES, SOURCES], (step) =>
      runStep(step, (text) => process.stdout.write(text)),
    );
    const results = [...beside, ...(await runTests(what, reports))];
    console.log(closingLines(results));
    return havePassed(results) ? 0 : 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

// Two lanes that run beside each other: none of their steps starts a process that a test waits for.
const TYPES: readonly Step[] = [
  // Next writes the types of styles and routes, which a fresh checkout has not.
  {
    name: "types",
    commands: [
      ["next", "typegen"],
      ["tsc", "--noEmit", "-p", "."],
    ],
  },
  { name: "engine purity", commands: [["tsc", "--noEmit", "-p", "server/engine"]] },
];
/** For the browser tests, which would build it themselves, with nothing beside it. It writes types, so it comes after them. */
const BUILD: Step = { name: "build", commands: [["node", "server/tooling/build.mjs"]] };
const SOURCES: readonly Step[] = [
  { name: "lint and format", commands: [["biome", "ci", "--error-on-warnings", "."]] },
  { name: "imports and style", commands: [["tsx", "server/tooling/gate/check-imports.ts"]] },
  { name: "migrations", commands: [["tsx", "server/tooling/gate/check-migrations.ts"]] },
  { name: "state diagrams", commands: [["tsx", "server/tooling/gate/check-state-diagrams.ts"]] },
  { name: "dead code", commands: [["knip"]] },
];

async function runTests(what: "gate" | "all", reports: string): Promise<TestCounts[]> {
  const pure = await runStep(vitestStep("unit tests", ["unit", "work"], reports));
  if (what === "gate") return [pure];
  return [
    pure,
    await runTwiceAtMost("component tests", "components", reports),
    await runTwiceAtMost("integration tests", "integration", reports, [`--maxWorkers=${WORKERS_THAT_WAIT}`]),
    await runStep(playwrightStep(reports)),
  ];
}

/**
 * A file with a failed test is run once more, whole, with a database or a browser page of its own: a second try of the one
 * test would find what the first one left behind.
 */
async function runTwiceAtMost(
  name: string,
  project: string,
  reports: string,
  options: readonly string[] = [],
) {
  const first = vitestStep(name, [project], reports, options);
  const unhandled = join(reports, `unhandled-${project}`);
  const reporter = "--reporter=./server/tooling/steps/unhandled-reporter.ts";
  const counts = await runStep({
    ...first,
    commands: first.commands.map((command) => [...command, reporter]),
    env: { [UNHANDLED_FILE]: unhandled },
  });
  const files = filesToRepeat(counts);
  // An error of no test is not repeated with a file: a second run would hide it.
  if (files.length === 0 || !existsSync(unhandled) || readFileSync(unhandled, "utf8") !== "0") return counts;
  const repeats = join(reports, "again");
  const again = vitestStep(`${name}, once more`, [project], repeats, files);
  const read = (folder: string) => JSON.parse(readFileSync(join(folder, `${project}.json`), "utf8"));
  return runStep({ ...again, counts: () => vitestCounts(withRepeated(read(reports), read(repeats))) });
}

/** Tests with real processes and databases wait for half of their time. With three workers, a sixth of two cores was idle. */
const WORKERS_THAT_WAIT = availableParallelism() + 2;

/** Tests with a browser are repeated once where they fail, and named: decision 088. */
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
