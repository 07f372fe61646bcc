import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { filesToRepeat, withRepeated } from "./repeated-files.ts";
import { vitestCounts } from "./test-counts.ts";

type Tests = Readonly<Record<string, "passed" | "failed" | "skipped">>;

function report(files: Readonly<Record<string, Tests>>) {
  const testResults = Object.entries(files).map(([file, tests]) => ({
    name: join(PROJECT_ROOT, file),
    status: Object.values(tests).includes("failed") || Object.keys(tests).length === 0 ? "failed" : "passed",
    message: `${file} broke`,
    assertionResults: Object.entries(tests).map(([fullName, status]) => ({
      fullName,
      status,
      failureMessages: status === "failed" ? [`${fullName} broke`] : [],
    })),
  }));
  const statuses = Object.values(files).flatMap((tests) => Object.values(tests));
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
  return {
    success: testResults.every(({ status }) => status === "passed"),
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("skipped"),
    numTodoTests: 0,
    testResults,
  };
}

test("the files of failed tests are run once more, unless there are many", () => {
  const counts = (names: readonly string[]) =>
    vitestCounts(report(Object.fromEntries(names.map((name) => [name, { one: "failed", two: "failed" }]))));
  expect(filesToRepeat(counts(["server/a.test.ts", "components/b.browser.test.tsx"]))).toEqual([
    "server/a.test.ts",
    "components/b.browser.test.tsx",
  ]);
  expect(filesToRepeat(counts(["a", "b", "c", "d", "e"].map((name) => `${name}.test.ts`)))).toEqual([]);
  expect(filesToRepeat(vitestCounts(report({ "server/a.test.ts": { one: "passed" } })))).toEqual([]);
  // A file that could not be read, too; and a step without a report has none.
  expect(filesToRepeat(vitestCounts(report({ "server/a.test.ts": {} })))).toEqual(["server/a.test.ts"]);
  const step = { test: "integration tests", why: "" };
  expect(filesToRepeat({ ...vitestCounts(report({})), failures: [step] })).toEqual([]);
});

test("what passed only in the second run counts as passed, and is named with its first failure", () => {
  const first = report({
    "a.test.ts": { one: "failed", two: "passed", three: "failed", four: "skipped" },
    "b.test.ts": { five: "passed" },
    "c.test.ts": {},
  });
  const second = report({
    "a.test.ts": { one: "passed", two: "passed", three: "failed", four: "skipped" },
    "c.test.ts": { six: "passed" },
  });
  const counts = vitestCounts(withRepeated(first, second));
  expect(counts).toMatchObject({ passed: 4, failed: 1, skipped: 1 });
  expect(counts.failures).toEqual([{ test: "a.test.ts > three", why: "three broke" }]);
  expect(counts.repeated).toEqual([
    { test: "a.test.ts > one", why: "one broke" },
    { test: "c.test.ts > six", why: "c.test.ts broke" },
  ]);
});

test("a test that fails only in the second run is a failure", () => {
  const counts = vitestCounts(
    withRepeated(
      report({ "a.test.ts": { one: "failed", two: "passed" } }),
      report({ "a.test.ts": { one: "passed", two: "failed" } }),
    ),
  );
  expect(counts).toMatchObject({ passed: 1, failed: 1, failures: [{ test: "a.test.ts > two" }] });
});
