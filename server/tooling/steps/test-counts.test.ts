import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { playwrightCounts, slowestFiles, vitestCounts } from "./test-counts.ts";

const VITEST = { success: false, numPassedTests: 2, numFailedTests: 1, numPendingTests: 1, numTodoTests: 0 };

test("a failed test of vitest is named with its file and the first lines of its message", () => {
  const assertionResults = [
    { fullName: "adds", status: "passed", failureMessages: [], duration: 1500 },
    {
      fullName: "takes away",
      status: "failed",
      failureMessages: ["\u001b[31mexpected 1\u001b[39m\nto be 2"],
      duration: 500,
    },
  ];
  const file = { name: join(PROJECT_ROOT, "server/sum.test.ts"), status: "failed", assertionResults };
  expect(vitestCounts({ ...VITEST, testResults: [file] })).toEqual({
    passed: 2,
    failed: 1,
    skipped: 1,
    failures: [{ test: "server/sum.test.ts > takes away", why: "expected 1\nto be 2" }],
    repeated: [],
    files: [{ file: "server/sum.test.ts", seconds: 2 }],
  });
});

test("a file of vitest that could not be loaded is named with why", () => {
  const file = {
    name: join(PROJECT_ROOT, "server/sum.test.ts"),
    status: "failed",
    message: "no such module",
    assertionResults: [],
  };
  expect(vitestCounts({ ...VITEST, testResults: [file] }).failures).toEqual([
    { test: "server/sum.test.ts", why: "no such module" },
  ]);
});

test("a test of vitest that passed only when it was repeated counts as passed, and is named with why it failed first", () => {
  const assertionResults = [{ fullName: "waits", status: "passed", failureMessages: ["too late"] }];
  const file = { name: join(PROJECT_ROOT, "server/sum.test.ts"), status: "passed", assertionResults };
  expect(
    vitestCounts({ ...VITEST, numPassedTests: 1, numFailedTests: 0, testResults: [file] }),
  ).toMatchObject({
    passed: 1,
    failed: 0,
    failures: [],
    repeated: [{ test: "server/sum.test.ts > waits", why: "too late" }],
  });
});

test("a browser test that failed, or passed only when it was repeated, is named wherever it stands", () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: "sign-in.spec.ts",
    tests: [
      {
        projectName: "chromium",
        status,
        results: [{ duration: 1000, ...(message !== undefined && { error: { message } }) }],
      },
    ],
  });
  const inner = { title: "below", specs: [spec("also this", "flaky", "once")] };
  const suite = {
    title: "sign-in.spec.ts",
    specs: [spec("this", "unexpected", "Timed out"), spec("that", "expected")],
    suites: [inner],
  };
  const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 0 };
  expect(playwrightCounts({ stats, suites: [suite] })).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
    failures: [{ test: "sign-in.spec.ts > this", why: "Timed out" }],
    repeated: [{ test: "sign-in.spec.ts > also this", why: "once" }],
    files: [{ file: "sign-in.spec.ts", seconds: 3 }],
  });
});

test("the ten files that took longest are shown, the slowest first", () => {
  const files = Array.from({ length: 12 }, (_, n) => ({ file: `${n}.test.ts`, seconds: n }));
  const lines = slowestFiles(files).split("\n");
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe("    11.0 s  11.test.ts");
  expect(lines[9]).toBe("     2.0 s  2.test.ts");
  expect(slowestFiles([])).toBe("");
});
