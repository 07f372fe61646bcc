import { z } from "zod";

export type TestCounts = { readonly passed: number; readonly failed: number; readonly skipped: number };

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

const playwrightReport = z.object({
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
  };
}

/**
 * Counts the tests of a report that Playwright's JSON reporter wrote. A test that passed only when it was repeated has
 * failed: somebody has to look.
 *
 * @throws ZodError where it is no such report.
 */
export function playwrightCounts(report: unknown): TestCounts {
  const { stats } = playwrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
