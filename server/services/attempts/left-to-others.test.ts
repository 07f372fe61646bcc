import fc from "fast-check";
import { expect, test } from "vitest";
import type { Candidate } from "#contract/runners/runner-gateway.ts";
import { EQUAL_AGE_MS } from "#engine/policies/claim-order.ts";
import { LeftToOthers } from "./left-to-others.ts";

const track = (id: number, pipelineId: number, more: Partial<Candidate> = {}): Candidate => ({
  ...{ id, pipelineId, revisionId: 1, number: id, claimAt: EQUAL_AGE_MS, isUndo: 0, runners: 2 },
  ...more,
});
const idsOf = (found: readonly Candidate[]) => found.map(({ id }) => id);

let now = 0;
const leaves = () => {
  now = 0;
  return new LeftToOthers(() => now);
};

test("what this runner was told of it takes at once; the rest it leaves to others for a tenth of a second", () => {
  const left = leaves();
  const found = [track(1, 10), track(2, 20)];
  left.tell(10);
  expect(left.from(found)).toEqual({ candidates: [track(1, 10)], nextMs: 100 });
  now = 60;
  expect(left.from([track(2, 20), track(3, 30)]).nextMs).toBe(40);
  now = 101;
  expect(idsOf(left.from([track(2, 20), track(3, 30)]).candidates)).toEqual([2]);
});

test("told counts until it has looked; where all are told, it alone is ready, or writes the pipeline, it leaves nothing", () => {
  const left = leaves();
  left.tell(10);
  left.looked();
  expect(left.from([track(1, 10)]).candidates).toEqual([]);
  expect(idsOf(left.from([track(1, 10)], 10).candidates)).toEqual([1]);
  expect(left.from([track(2, 10, { runners: 1 })])).toEqual({
    candidates: [track(2, 10, { runners: 1 })],
    nextMs: Number.POSITIVE_INFINITY,
  });
  left.tell(null);
  expect(idsOf(left.from([track(3, 10)]).candidates)).toEqual([3]);
});

test("nothing is left while something younger is taken, no undo is left, and nothing is left twice as long", () => {
  const tracks = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 30 }),
      pipelineId: fc.integer({ min: 1, max: 5 }),
      claimAt: fc.nat(4 * EQUAL_AGE_MS),
      isUndo: fc.constantFrom(0, 0, 0, 1),
    }),
    { selector: ({ id }) => id, maxLength: 20 },
  );
  const steps = fc.array(
    fc.record({ found: tracks, told: fc.option(fc.integer({ min: 1, max: 5 })), ms: fc.nat(60) }),
  );
  fc.assert(
    fc.property(steps, (all) => {
      const left = leaves();
      const since = new Map<number, number>();
      for (const { found, told, ms } of all) {
        now += ms;
        if (told !== null) left.tell(told);
        const candidates = found.map((each) => track(each.id, each.pipelineId, each));
        const taken = new Set(idsOf(left.from(candidates).candidates));
        left.looked();
        const ageOf = ({ claimAt }: Candidate) => Math.floor(claimAt / EQUAL_AGE_MS);
        for (const id of since.keys()) if (!idsOf(candidates).includes(id)) since.delete(id);
        for (const one of candidates) {
          since.set(one.id, since.get(one.id) ?? now);
          if (taken.has(one.id)) continue;
          expect(one.isUndo).toBe(0);
          expect(one.pipelineId).not.toBe(told);
          expect(now - (since.get(one.id) ?? 0)).toBeLessThan(100);
          for (const other of candidates)
            if (taken.has(other.id) && other.isUndo === 0)
              expect(ageOf(other)).toBeLessThanOrEqual(ageOf(one));
        }
      }
    }),
  );
});
