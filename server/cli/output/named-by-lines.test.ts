import { expect, test } from "vitest";
import { namedByLines } from "./named-by-lines.ts";

const NOTHING = { first: [], more: 0, hidden: 0 };

test("what names a revision is a line for each kind, with no character that moves the cursor", () => {
  const none = { sealed: NOTHING, drafts: NOTHING, schedules: NOTHING, triggers: NOTHING, isComplete: true };
  expect(namedByLines(none)).toEqual([]);
  const sealed = { first: [{ graph: "nightly", revision: 1, isRetired: false }], more: 3, hidden: 1 };
  const lines = namedByLines({
    ...none,
    sealed,
    drafts: { ...NOTHING, hidden: 2 },
    schedules: { ...NOTHING, first: ["a\u001b[2Jb"] },
    isComplete: false,
  });
  expect(lines.slice(0, 2)).toEqual([
    "Sealed graphs that run it: nightly@1, and 3 more, 1 that you may not read",
    "Drafts that run it: 2 that you may not read",
  ]);
  expect(lines[2]).not.toContain("\u001b");
  expect(lines[3]).toMatch(/^There are more revisions/);
});
