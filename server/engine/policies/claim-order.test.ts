import fc from "fast-check";
import { expect, test } from "vitest";
import { type Claimable, claimOrder, EQUAL_AGE_MS } from "./claim-order.ts";

const claimable = fc.record({
  id: fc.nat(),
  pipelineId: fc.nat(20),
  claimAt: fc.integer({ min: 0, max: 10 * EQUAL_AGE_MS }),
  isUndo: fc.constantFrom(0, 1),
});
const candidatesOf = (runners: fc.Arbitrary<number>): fc.Arbitrary<Claimable[]> =>
  runners.chain((count) =>
    fc
      .uniqueArray(claimable, { selector: ({ id }) => id, maxLength: 60 })
      .map((all) => all.map((each) => ({ ...each, runners: count }))),
  );
const candidates = candidatesOf(fc.integer({ min: 1, max: 20 }));

const track = (id: number, pipelineId: number, claimAt: number): Claimable => ({
  id,
  pipelineId,
  claimAt,
  isUndo: 0,
  runners: 16,
});

test("whatever the runner is, undos come first, and no track comes before one that is older by the equal age", () => {
  fc.assert(
    fc.property(candidates, fc.nat(), (all, runnerId) => {
      const order = claimOrder(all, runnerId);
      expect([...order].sort((a, b) => a.id - b.id)).toEqual([...all].sort((a, b) => a.id - b.id));
      for (const [place, one] of order.entries())
        for (const later of order.slice(place + 1)) {
          if (later.isUndo === 1) expect(one.isUndo).toBe(1);
          if (later.isUndo === one.isUndo) expect(one.claimAt - later.claimAt).toBeLessThan(EQUAL_AGE_MS);
        }
    }),
  );
});

test("a runner that is alone claims exactly in the order of time", () => {
  fc.assert(
    fc.property(candidatesOf(fc.constant(1)), fc.nat(), (all, runnerId) => {
      const order = claimOrder(all, runnerId).filter(({ isUndo }) => isUndo === 0);
      expect(order).toEqual([...order].sort((a, b) => a.claimAt - b.claimAt || a.id - b.id));
    }),
  );
});

test("the tracks of one pipeline keep their order, also where there are other runners", () => {
  fc.assert(
    fc.property(candidates, fc.nat(), (all, runnerId) => {
      const mine = claimOrder(all, runnerId).filter((each) => each.pipelineId === 3 && each.isUndo === 0);
      expect(mine).toEqual([...mine].sort((a, b) => a.claimAt - b.claimAt || a.id - b.id));
    }),
  );
});

test("where there are others, of equally old pipelines the one that the runner is writing comes first, and never otherwise", () => {
  const busy = candidatesOf(fc.integer({ min: 2, max: 20 }));
  fc.assert(
    fc.property(busy, fc.nat(), fc.nat(20), (all, runnerId, held) => {
      const order = claimOrder(all, runnerId, held);
      const age = ({ isUndo, claimAt }: Claimable) => `${isUndo} ${Math.floor(claimAt / EQUAL_AGE_MS)}`;
      for (const [place, one] of order.entries())
        if (one.pipelineId === held)
          for (const before of order.slice(0, place))
            if (age(before) === age(one)) expect(before.pipelineId).toBe(held);
      expect(order.map(age)).toEqual(claimOrder(all, runnerId).map(age));
    }),
  );
  fc.assert(
    fc.property(candidatesOf(fc.constant(1)), fc.nat(), fc.nat(20), (all, runnerId, held) => {
      expect(claimOrder(all, runnerId, held)).toEqual(claimOrder(all, runnerId));
    }),
  );
});

test("sixteen runners begin with many different ones of sixteen equally old pipelines, and always with the same", () => {
  const all = Array.from({ length: 64 }, (_, place) => track(place + 1, (place % 16) + 1, place));
  const firsts = (from: readonly Claimable[]) =>
    Array.from({ length: 16 }, (_, place) => claimOrder(from, place + 1)[0]?.pipelineId);
  expect(new Set(firsts(all)).size).toBeGreaterThanOrEqual(8);
  expect(firsts([...all].reverse())).toEqual(firsts(all));
});
