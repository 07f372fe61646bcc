import fc from "fast-check";
import { expect, test } from "vitest";
import { DeltaHistory } from "./delta-history.ts";

type Change = { readonly key: number; readonly rev: number };
type Delta = readonly Change[];

/** Something that changes: the rev at which each key changed last. What is read after a rev is what changed after it. */
class World {
  readonly revs = new Map<number, number>();
  rev = 0;

  change(key: number): void {
    this.rev += 1;
    this.revs.set(key, this.rev);
  }

  readAfter(rev: number): Delta {
    return [...this.revs].flatMap(([key, at]) => (at > rev ? [{ key, rev: at }] : []));
  }
}

const STEP = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("change" as const), key: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("read" as const) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("take" as const), listener: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("join" as const), back: fc.nat(8) }) },
);

test("whatever a listener has and however seldom it takes, it knows what the database has once it took all", () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 120 }), fc.integer({ min: 1, max: 6 }), (steps, size) => {
      const world = new World();
      const history = new DeltaHistory<Delta>({ steps: 4, size }, (delta) => delta.length);
      history.begin(0);
      const listeners = [0, 0, 0, 0].map((cursor) => ({ cursor, begin: cursor, told: [] as Change[] }));
      const readOnce = () => {
        const from = history.newest ?? 0;
        if (world.rev > from) history.add({ from, to: world.rev, delta: world.readAfter(from) });
      };
      const take = (listener: (typeof listeners)[number]): boolean => {
        const step = history.after(listener.cursor);
        if (step === null) return false;
        // Further behind than the history reaches: it reads by itself.
        const delta = step === "unknown" ? world.readAfter(listener.cursor) : step.delta;
        const to = step === "unknown" ? world.rev : step.to;
        expect(to).toBeGreaterThan(listener.cursor);
        listener.told.push(...delta.filter(({ rev }) => rev > listener.cursor));
        listener.cursor = to;
        return true;
      };
      for (const step of steps) {
        if (step.act === "change") world.change(step.key);
        else if (step.act === "read") readOnce();
        else if (step.act === "join") {
          const cursor = Math.max(0, world.rev - step.back);
          listeners.push({ cursor, begin: cursor, told: [] });
        } else take(listeners[step.listener] as (typeof listeners)[number]);
      }
      readOnce();
      for (const listener of listeners) {
        while (take(listener));
        expect(listener.cursor).toBe(world.rev);
        // The newest change of each key since it began, and no change twice.
        expect(new Map(listener.told.map(({ key, rev }) => [key, rev]))).toEqual(
          new Map(world.readAfter(listener.begin).map(({ key, rev }) => [key, rev])),
        );
        const revs = listener.told.map(({ key, rev }) => `${key}@${rev}`);
        expect(new Set(revs).size).toBe(revs.length);
      }
    }),
  );
});

test("listeners at the same place are given the same object, and the history stays within its limits", () => {
  const history = new DeltaHistory<string>({ steps: 3, size: 100 }, (delta) => delta.length);
  expect(history.after(0)).toBe("unknown");
  history.begin(0);
  expect(history.after(0)).toBeNull();
  for (let rev = 1; rev <= 6; rev += 1) history.add({ from: rev - 1, to: rev, delta: `to ${rev}` });
  expect(history.after(4)).toBe(history.after(4));
  expect([2, 3, 6].map((place) => history.after(place))).toEqual([
    "unknown",
    { from: 3, to: 4, delta: "to 4" },
    null,
  ]);
  history.add({ from: 6, to: 7, delta: "x".repeat(1_000) });
  expect([5, 6].map((place) => history.after(place))).toEqual([
    "unknown",
    expect.objectContaining({ from: 6, to: 7 }),
  ]);
  expect(() => history.add({ from: 3, to: 9, delta: "" })).toThrow(RangeError);
});
