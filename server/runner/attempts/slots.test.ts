import fc from "fast-check";
import { expect, test } from "vitest";
import { type Reservation, Slots } from "./slots.ts";

/** A claim that is under way: what it has kept, and how it is ended. */
type Claim = { readonly reservation: Reservation; kept: number; end(): Promise<void> };

async function begin(slots: Slots, max: number): Promise<Claim> {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return new Promise((resolve) => {
    const done: Promise<void> = slots.reserve(async (reservation) => {
      resolve({
        reservation,
        kept: reservation.free,
        end: () => {
          end();
          return done;
        },
      });
      await over;
    }, max);
  });
}

test("however claims keep slots, give them back, take them again and end: no slot is counted twice, and none is missing", async () => {
  const steps = fc.array(
    fc.record({
      what: fc.constantFrom("begin", "keep", "again", "occupy", "end"),
      pick: fc.nat(9),
      count: fc.nat(9),
    }),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 8 }), steps, async (size, all) => {
      const slots = new Slots(size);
      const claims: Claim[] = [];
      let occupied = 0;
      for (const { what, pick, count } of all) {
        const claim = claims[pick % Math.max(1, claims.length)];
        if (what === "begin") claims.push(await begin(slots, count));
        else if (claim === undefined) continue;
        else if (what === "keep") {
          claim.reservation.keepOnly(count);
          claim.kept = Math.min(claim.kept, count);
        } else if (what === "again") claim.kept = claim.reservation.again();
        else if (what === "occupy" && claim.kept > 0) {
          slots.occupy();
          occupied += 1;
          claim.kept -= 1;
          claim.reservation.keepOnly(claim.kept);
        } else if (what === "end") {
          claims.splice(claims.indexOf(claim), 1);
          await claim.end();
        }
        const kept = claims.reduce((sum, each) => sum + each.kept, 0);
        expect(slots.free + kept + occupied).toBe(size);
      }
      await Promise.all(claims.map((each) => each.end()));
      expect(slots.free).toBe(size - occupied);
    }),
  );
});

test("there is room for more than all slots where all are free, and for nothing once it is closed", () => {
  const slots = new Slots(3);
  expect([3, 4, 500].map((count) => slots.hasRoomFor(count))).toEqual([true, true, true]);
  slots.occupy();
  expect([1, 2, 3, 500].map((count) => slots.hasRoomFor(count))).toEqual([true, true, false, false]);
  slots.close();
  expect(slots.hasRoomFor(1)).toBe(false);
});
