import { expect, test } from "vitest";
import { frameBatch } from "./frame-batch.ts";

function framesByHand() {
  const waiting = new Set<() => void>();
  return {
    frames: (call: () => void) => {
      waiting.add(call);
      return () => void waiting.delete(call);
    },
    draw: () => {
      const calls = [...waiting];
      waiting.clear();
      for (const call of calls) call();
    },
  };
}

test("what comes between two frames is handed over together, in its order, and nothing twice", () => {
  const { frames, draw } = framesByHand();
  const taken: (readonly number[])[] = [];
  const batch = frameBatch<number>((items) => taken.push(items), frames);
  for (const item of [1, 2, 3]) batch.add(item);
  expect(taken).toEqual([]);
  draw();
  draw();
  batch.add(4);
  draw();
  expect(taken).toEqual([[1, 2, 3], [4]]);
});

test("after its end nothing is handed over", () => {
  const { frames, draw } = framesByHand();
  const taken: unknown[] = [];
  const batch = frameBatch((items) => taken.push(items), frames);
  batch.add("late");
  batch.end();
  draw();
  expect(taken).toEqual([]);
});
