import fc from "fast-check";
import { expect, test } from "vitest";
import { type HeldAnswer, HOLD_MS, keptText, readKept, sendTime } from "./held-answer.ts";

const held: HeldAnswer = {
  requestId: "r",
  by: 7,
  vertex: "gate",
  pipeline: "deploy",
  answer: { id: 1, values: {}, verdict: "approve" },
  typed: { entries: new Map([["host", "web-1"]]), comment: "fine " },
  sendAt: 5,
};

test("an answer is held for ten seconds, or not at all where its deadline is near; never past the deadline, with time to spare", () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.option(fc.nat(120_000)), (now, left) => {
      const at = sendTime(now, left);
      expect([now, now + HOLD_MS]).toContain(at);
      if (left !== null && at !== now) expect(at + 50_000).toBeLessThanOrEqual(now + left);
      if (left === null) expect(at).toBe(now + HOLD_MS);
    }),
  );
});

test("a held answer outlives a reload with all that was typed, and any other text is nothing", () => {
  expect(readKept(keptText({ held, isSent: true }))).toEqual({ held, isSent: true });
  for (const text of ["", "{", "null", "[]", '{"held":{"by":7}}', '{"$odd":1}'])
    expect(readKept(text)).toBeNull();
});
