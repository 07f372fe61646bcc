import type { z } from "zod";
import { type TestCounts, vitestReport } from "./test-counts.ts";

/** Where more files failed, it is no chance. */
const MAX_FILES = 4;

type Report = z.infer<typeof vitestReport>;

/** The files of failed tests, from the project's root; empty where so many failed that a second run would prove nothing. */
export function filesToRepeat({ failures }: TestCounts): readonly string[] {
  const files = new Set(failures.map(({ test }) => test.split(" > ")[0] ?? ""));
  const some = [...files].filter((file) => /\.test\.tsx?$/.test(file));
  return some.length > MAX_FILES ? [] : some;
}

/**
 * The report of a first run in which the files of a second one stand as the second one left them. A test that passed only
 * then has the messages of its first failure.
 *
 * @throws ZodError where one of them is no report of vitest.
 */
export function withRepeated(first: unknown, second: unknown): Report {
  const before = vitestReport.parse(first);
  const again = new Map(vitestReport.parse(second).testResults.map((file) => [file.name, file]));
  const testResults = before.testResults.map((file) => {
    const later = again.get(file.name);
    return later === undefined ? file : { ...later, assertionResults: withFirstFailures(file, later) };
  });
  const statuses = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ status }) => status),
  );
  const count = (...wanted: readonly string[]) => statuses.filter((status) => wanted.includes(status)).length;
  return {
    success: testResults.every(({ status }) => status === "passed"),
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("pending", "skipped"),
    numTodoTests: count("todo"),
    testResults,
  };
}

type FileReport = Report["testResults"][number];

function withFirstFailures(before: FileReport, later: FileReport): FileReport["assertionResults"] {
  const failed = new Map(
    before.assertionResults
      .filter(({ status }) => status === "failed")
      .map((test) => [test.fullName, test.failureMessages ?? []]),
  );
  // A file that could not be read has no tests: what it said is kept with each of those that it has now.
  const ofFile = before.assertionResults.length === 0 ? [before.message ?? "The file failed."] : [];
  return later.assertionResults.map((test) => ({
    ...test,
    failureMessages: [...(failed.get(test.fullName) ?? ofFile), ...(test.failureMessages ?? [])],
  }));
}
