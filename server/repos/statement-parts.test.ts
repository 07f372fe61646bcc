import { expect, test } from "vitest";
import { inParts } from "#platform/database/statement-parts.ts";
import { attemptInserts } from "./tracks/attempt-rows.ts";

test("rows are parted in their order, by their number and by the length of their values", () => {
  const parts = (lengths: readonly number[], maxRows: number) =>
    inParts(lengths, maxRows, (length) => ["x".repeat(length), null]);
  expect(parts([], 2)).toEqual([]);
  expect(parts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(parts([600_000, 400_000, 100_000, 2_000_000, 1, 2], 9)).toEqual([
    [600_000, 400_000],
    [100_000],
    [2_000_000],
    [1, 2],
  ]);
  expect(inParts([1, 2], 9, () => [Buffer.alloc(300_000)])).toEqual([[1], [2]]);
});

test("the attempts of long scripts that are claimed together are written by several statements", () => {
  const row = { kind: "run", runnerId: 1, inputs: {}, script: "x".repeat(900_000) } as const;
  const rows = Array.from({ length: 20 }, (_, place) => ({
    ...row,
    trackId: place,
    number: 1,
    token: Buffer.alloc(16, place),
  }));
  const lengths = attemptInserts(rows).map(({ values }) => values.map(String).join("").length);
  expect(lengths).toHaveLength(20);
  expect(attemptInserts(rows.map((each) => ({ ...each, script: "true" })))).toHaveLength(1);
});
