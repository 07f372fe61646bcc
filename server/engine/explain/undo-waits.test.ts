import { expect, test } from "vitest";
import { undoWaits } from "./undo-waits.ts";

test("a rollback says which undo waits, what for, and how many others do", () => {
  const lock = { vertex: "migrate", state: "reverting", queuedFor: "lock db-main, 2nd of 3" } as const;
  const runs = { vertex: "deploy", state: "reverting", queuedFor: null } as const;
  const before = { vertex: "tell", state: "pending", queuedFor: "a free slot" } as const;
  expect(undoWaits([before, runs])).toBeNull();
  expect(undoWaits([before, runs, lock])).toEqual({
    vertex: "migrate",
    text: "migrate (lock db-main, 2nd of 3)",
  });
  expect(undoWaits([lock, { ...lock, vertex: "other" }])?.text).toBe(
    "migrate (lock db-main, 2nd of 3) and 1 more",
  );
});
