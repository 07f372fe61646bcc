import { expect, test, vi } from "vitest";
import { onceForTracks } from "./once-for-tracks.ts";
import { trackForTest } from "./track-for-test.ts";

test("what is found in all tracks is found once for each change of them, and again after it", () => {
  const find = vi.fn((tracks: ReadonlyMap<string, unknown>) => (tracks.has("b") ? "b" : undefined));
  const found = onceForTracks(find);
  const before = new Map([["a", trackForTest({ vertex: "a" })]]);
  const after = new Map(before).set("b", trackForTest({ vertex: "b" }));
  expect([found(before), found(before), found(after), found(after), found(before)]).toEqual([
    undefined,
    undefined,
    "b",
    "b",
    undefined,
  ]);
  expect(find).toHaveBeenCalledTimes(2);
});
