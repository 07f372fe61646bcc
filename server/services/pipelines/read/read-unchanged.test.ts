import { expect, test } from "vitest";
import { readUnchanged } from "./read-unchanged.ts";

/** A pipeline that changes between the read of its row and that of its tracks so often. */
function changing(changes: number) {
  let rev = 1;
  let left = changes;
  const reads: number[] = [];
  return {
    reads,
    row: async () => {
      reads.push(rev);
      return { pipeline: { rev } };
    },
    tracks: async () => {
      if (left > 0) rev += 1;
      left -= 1;
      return [{ rev: 1 }, { rev }];
    },
  };
}

test("a pipeline that changes while it is read is read again, until its row and its tracks are of one moment", async () => {
  const { row, tracks, reads } = changing(2);
  expect(await readUnchanged(row, tracks)).toEqual({
    found: { pipeline: { rev: 3 } },
    tracks: [{ rev: 1 }, { rev: 3 }],
  });
  expect(reads).toEqual([1, 2, 3]);
});

test("a pipeline that changes each time is refused, and nothing of two moments is shown", async () => {
  const { row, tracks } = changing(Number.POSITIVE_INFINITY);
  await expect(readUnchanged(row, tracks)).rejects.toThrow(
    "The pipeline changes faster than it can be read.",
  );
});
