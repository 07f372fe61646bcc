import { expect, test } from "vitest";
import { closingLines, havePassed } from "./closing-lines.ts";
import type { TestCounts } from "./test-counts.ts";

const PASSED: TestCounts = { passed: 3, failed: 0, skipped: 0, failures: [], repeated: [], files: [] };

test("where all passed the output ends with one plain line", () => {
  expect(closingLines([PASSED, { ...PASSED, passed: 4 }])).toBe("7 passed, 0 failed");
  expect(havePassed([PASSED])).toBe(true);
});

test("repeated tests come first, then what failed in any step, each with why, then what was skipped", () => {
  const repeated = {
    ...PASSED,
    skipped: 2,
    repeated: [{ test: "a.test.ts > waits", why: "too late\nby far" }],
  };
  const failed = {
    ...PASSED,
    passed: 0,
    failed: 1,
    failures: [{ test: "types", why: "The step failed: see its output above." }],
  };
  expect(closingLines([failed, repeated])).toBe(
    "\nPASSED ONLY WHEN REPEATED: a.test.ts > waits\n  too late\n  by far\n" +
      "\nFAILED: types\n  The step failed: see its output above.\n2 skipped\n3 passed, 1 failed",
  );
  expect(havePassed([repeated, failed])).toBe(false);
});

test("where no test ran nothing has passed", () => {
  expect(havePassed([])).toBe(false);
  expect(havePassed([{ ...PASSED, passed: 0 }])).toBe(false);
});
