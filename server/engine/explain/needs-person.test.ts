import { expect, test } from "vitest";
import { type NeedsBelow, needsBelowText, needsText, needsTogether } from "./needs-person.ts";

const NONE = { prompting: 0, lost: 0, failed: 0, stopped: 0, toMend: 0 };
const paused: NeedsBelow = { ...NONE, paused: 1, pipelines: 1, first: 17, isElsewhere: false };

test("what waits for a person is said in a few words", () => {
  expect(needsText({ prompting: 1, lost: 2, failed: 3, stopped: 1, toMend: 0 }, true)).toBe(
    "1 prompt, 2 lost, 3 failed, 1 at a breakpoint, paused",
  );
  expect(needsText(NONE, false)).toBe("");
});

test("what waits below a track is said with the oldest of the pipelines that wait", () => {
  expect(needsBelowText(paused)).toBe("pipeline 17: paused");
  const failed: NeedsBelow = { ...NONE, failed: 2, paused: 0, pipelines: 2, first: 9, isElsewhere: false };
  const both = needsTogether([paused, failed]);
  expect(both && needsBelowText(both)).toBe("pipeline 9 and 2 more: 2 failed, 1 paused");
  expect(needsTogether([])).toBeNull();
  const elsewhere: NeedsBelow = { ...NONE, paused: 0, pipelines: 0, first: null, isElsewhere: true };
  expect(needsBelowText(elsewhere)).toBe("a pipeline of another folder");
  const all = needsTogether([elsewhere, paused, elsewhere]);
  expect(all && needsBelowText(all)).toBe("pipeline 17: paused; a pipeline of another folder");
});
