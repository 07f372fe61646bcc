import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** What a report says: how many tests there were, and each that did not pass at once with the first lines of why. */
export type TestCounts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly FailedTest[];
  /** Those that failed, and passed when they were repeated. They count as passed. */
  readonly repeated: readonly FailedTest[];
  /** How long the tests of each file took, together. */
  readonly files: readonly FileTime[];
};

type FileTime = { readonly file: string; readonly seconds: number };

export type FailedTest = { readonly test: string; readonly why: string };

const vitestTest = z.object({
  fullName: z.string(),
  status: z.string(),
  /** Also those of a first try, where the second one passed. */
  failureMessages: z.array(z.string()).nullish(),
  /** In milliseconds; a test that was skipped has none. */
  duration: z.number().nullish(),
});

export const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(vitestTest),
    }),
  ),
});

const playwrightTests = z.array(
  z.object({
    projectName: z.string(),
    status: z.string(),
    results: z.array(
      z.object({
        duration: z.number().optional(),
        error: z.object({ message: z.string().optional() }).optional(),
      }),
    ),
  }),
);

type PlaywrightSuite = {
  readonly title: string;
  readonly specs: readonly { title: string; file: string; tests: z.infer<typeof playwrightTests> }[];
  readonly suites?: readonly PlaywrightSuite[] | undefined;
};

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), file: z.string(), tests: playwrightTests })),
  suites: z.lazy(() => z.array(playwrightSuite)).optional(),
});

const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/**
 * Counts the tests of a report that vitest's JSON reporter wrote.
 *
 * @throws ZodError where it is no such report.
 */
export function vitestCounts(report: unknown): TestCounts {
  const read = vitestReport.parse(report);
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests,
    skipped: read.numPendingTests + read.numTodoTests,
    failures: read.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(PROJECT_ROOT, name);
      const failed = assertionResults.filter((test) => test.status === "failed");
      if (failed.length === 0 && status === "failed") return [{ test: file, why: firstLines(message) }];
      return failed.map((test) => vitestFailure(file, test));
    }),
    repeated: read.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter((test) => test.status === "passed" && (test.failureMessages ?? []).length > 0)
        .map((test) => vitestFailure(relative(PROJECT_ROOT, name), test)),
    ),
    files: read.testResults.map(({ name, assertionResults }) => ({
      file: relative(PROJECT_ROOT, name),
      seconds: secondsOf(assertionResults),
    })),
  };
}

function vitestFailure(file: string, test: z.infer<typeof vitestTest>): FailedTest {
  return { test: `${file} > ${test.fullName}`, why: firstLines(test.failureMessages?.[0]) };
}

/**
 * Counts the tests of a report that Playwright's JSON reporter wrote.
 *
 * @throws ZodError where it is no such report.
 */
export function playwrightCounts(report: unknown): TestCounts {
  const { stats, suites } = playwrightReport.parse(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: suites.flatMap((suite) => failuresIn(suite, "unexpected")),
    repeated: suites.flatMap((suite) => failuresIn(suite, "flaky")),
    // The suites of the report are the files, once for each of Playwright's projects.
    files: suites.map((suite) => ({ file: suite.title, seconds: secondsOf(resultsIn(suite)) })),
  };
}

/**
 * The ten files whose tests took longest, one a line; empty where there are none.
 *
 * @param files those of one step, in any order.
 */
export function slowestFiles(files: readonly FileTime[]): string {
  return files
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SHOWN_FILES)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${file}`)
    .join("\n");
}

function resultsIn({ specs, suites = [] }: PlaywrightSuite): readonly { duration?: number | undefined }[] {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results));
  return [...own, ...suites.flatMap(resultsIn)];
}

function secondsOf(tests: readonly { duration?: number | null | undefined }[]): number {
  return tests.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 1000;
}

function failuresIn({ specs, suites = [] }: PlaywrightSuite, wanted: "unexpected" | "flaky"): FailedTest[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === wanted)
      .map(({ results }) => ({
        test: `${file} > ${title}`,
        why: firstLines(results.find(({ error }) => error !== undefined)?.error?.message),
      })),
  );
  return [...own, ...suites.flatMap((suite) => failuresIn(suite, wanted))];
}

const SHOWN_LINES = 12;
const SHOWN_FILES = 10;

function firstLines(text = ""): string {
  return stripVTControlCharacters(text).split("\n").slice(0, SHOWN_LINES).join("\n");
}
