import fc from "fast-check";
import { expect, test } from "vitest";
import { type HeldAnswer, HOLD_MS, heldText, readHeld, sendTime } from "./held-answer.ts";

const held: HeldAnswer = {
  requestId: "r",
  by: "ann",
  vertex: "gate",
  pipeline: "deploy",
  answer: { id: 1, values: {}, verdict: "approve" },
  sendAt: 5,
};

test("an answer is held for ten seconds, or not at all where its deadline is near; never past the deadline", () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.option(fc.nat(60_000)), (now, left) => {
      const dueAt = left === null ? null : new Date(now + left);
      const at = sendTime(now, dueAt);
      expect([now, now + HOLD_MS]).toContain(at);
      if (dueAt !== null && at !== now) expect(at).toBeLessThan(dueAt.getTime());
      if (left === null) expect(at).toBe(now + HOLD_MS);
    }),
  );
});

test("held answers outlive a reload, for the person who gave them", () => {
  expect(readHeld(heldText([held]), "ann")).toEqual([held]);
  expect(readHeld(heldText([held]), "bob")).toEqual([]);
  expect(readHeld(null, "ann")).toEqual([]);
});
