import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** What a report says: how many tests there were, and each that failed with the first lines of why. */
export type TestCounts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly FailedTest[];
};

export type FailedTest = { readonly test: string; readonly why: string };

const vitestReport = z.object({
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
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const playwrightTests = z.array(
  z.object({
    projectName: z.string(),
    status: z.string(),
    results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
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
      return failed.map((test) => ({
        test: `${file} > ${test.fullName}`,
        why: firstLines(test.failureMessages?.[0]),
      }));
    }),
  };
}

/**
 * Counts the tests of a report that Playwright's JSON reporter wrote. A test that passed only when it was repeated has
 * failed: somebody has to look.
 *
 * @throws ZodError where it is no such report.
 */
export function playwrightCounts(report: unknown): TestCounts {
  const { stats, suites } = playwrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: suites.flatMap(failuresIn),
  };
}

function failuresIn({ specs, suites = [] }: PlaywrightSuite): FailedTest[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => ({
        test: `${file} > ${title}`,
        why: firstLines(results.find(({ error }) => error !== undefined)?.error?.message),
      })),
  );
  return [...own, ...suites.flatMap(failuresIn)];
}

const SHOWN_LINES = 12;

function firstLines(text = ""): string {
  return stripVTControlCharacters(text).split("\n").slice(0, SHOWN_LINES).join("\n");
}
