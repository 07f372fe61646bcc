import type { FailedTest, TestCounts } from "./test-counts.ts";

/**
 * What the output ends with: the tests that passed only when they were repeated, those that failed, and the plain line
 * `N passed, N failed`. Each is told once more here, because the end is what is kept of a long output.
 */
export function closingLines(results: readonly TestCounts[]): string {
  const skipped = total(results, "skipped");
  return [
    ...results.flatMap(({ repeated }) => told("PASSED ONLY WHEN REPEATED", repeated)),
    ...results.flatMap(({ failures }) => told("FAILED", failures)),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    `${total(results, "passed")} passed, ${total(results, "failed")} failed`,
  ].join("\n");
}

/** False where anything failed, or where no test ran at all. */
export function havePassed(results: readonly TestCounts[]): boolean {
  return total(results, "failed") === 0 && total(results, "passed") > 0;
}

function told(what: string, tests: readonly FailedTest[]): string[] {
  return tests.map(({ test, why }) => `\n${what}: ${test}\n${why.replaceAll(/^/gm, "  ")}`);
}

function total(results: readonly TestCounts[], key: "passed" | "failed" | "skipped"): number {
  return results.reduce((sum, counts) => sum + counts[key], 0);
}
