import fc from "fast-check";
import { expect, test } from "vitest";
import {
  afterStep,
  beginTransfer,
  type RowAnswer,
  type StepAnswer,
  type TransferState,
} from "./transfer-round.ts";

/** A source, a target and dead letters, with what goes wrong in them. Rows are numbers, and may be refused. */
class World {
  source: number[];
  readonly target = new Set<number>();
  readonly dead: number[] = [];
  /** How many rows the target takes; it may be emptied. */
  room: number;
  readonly isRefused: (row: number) => boolean;
  readonly isMissing: (row: number) => boolean;

  constructor(rows: number, refused: ReadonlySet<number>, missing: ReadonlySet<number>, room: number) {
    this.source = Array.from({ length: rows }, (_, row) => row);
    this.isRefused = (row) => refused.has(row);
    this.isMissing = (row) => missing.has(row);
    this.room = room;
  }

  /** What the real ends would answer, by the whims of a run. `null`: the process died. */
  answer(state: TransferState<number>, whim: number): StepAnswer<number> | null {
    const { step } = state;
    const diesBefore = whim === 0;
    const diesAfter = whim === 1;
    if (diesBefore) return null;
    switch (step.do) {
      case "ask-room":
        return { of: "ask-room", room: this.room - this.target.size };
      case "read": {
        const rows = this.source.slice(0, step.max);
        const read = rows.map((row) => ({ row, problem: this.isMissing(row) ? "it has no field" : null }));
        return { of: "read", rows: read, isLast: rows.length < step.max };
      }
      case "write": {
        const fresh = step.rows.filter((row) => !this.target.has(row)).length;
        if (this.target.size + fresh > this.room)
          return { of: "write", is: "stopped", stop: { why: "full", text: "no room" } };
        if (whim === 2) return { of: "write", is: "stopped", stop: { why: "failed", text: "no answer" } };
        if (whim === 3) {
          const rows = step.rows.map((row, place): RowAnswer => {
            if (this.isRefused(row)) return { refused: "refused" };
            if (place % 3 === 2) return "left";
            this.target.add(row);
            return "written";
          });
          return diesAfter ? null : { of: "write", is: "each", rows, stop: null };
        }
        if (step.rows.some(this.isRefused)) return { of: "write", is: "refused", reason: "refused" };
        for (const row of step.rows) this.target.add(row);
        return diesAfter ? null : { of: "write", is: "written" };
      }
      case "remove": {
        for (const row of step.written) expect(this.target.has(row)).toBe(true);
        const gone = new Set([...step.written, ...step.dead.map(({ row }) => row)]);
        // What leaves is the beginning of the source.
        expect([...gone].sort((a, b) => a - b)).toEqual(this.source.slice(0, gone.size));
        this.source = this.source.slice(gone.size);
        this.dead.push(...step.dead.map(({ row }) => row));
        return diesAfter ? null : { of: "remove" };
      }
      case "end":
        return null;
    }
  }

  /** One transfer to its end; gives null where the process died. */
  run(limits: { rounds: number; batch: number }, whims: Iterator<number>): TransferState<number> | null {
    let state = beginTransfer<number>(limits);
    while (state.step.do !== "end") {
      const answer = this.answer(state, whims.next().value ?? 9);
      if (answer === null) return null;
      state = afterStep(state, answer);
    }
    return state;
  }

  everywhere(): number[] {
    return [...this.source, ...this.target, ...this.dead].sort((a, b) => a - b);
  }
}

const world = fc.record({
  rows: fc.nat(60),
  refused: fc.uniqueArray(fc.nat(60)),
  missing: fc.uniqueArray(fc.nat(60)),
  room: fc.nat(70),
  rounds: fc.integer({ min: 1, max: 6 }),
  batch: fc.integer({ min: 1, max: 25 }),
  whims: fc.array(fc.nat(9), { maxLength: 80 }),
});

test("whatever is refused, is full, fails and dies: each row is at last in one of source, target and dead letters", () => {
  fc.assert(
    fc.property(world, ({ rows, refused, missing, room, rounds, batch, whims }) => {
      const bad = new Set(missing);
      const here = new World(rows, new Set(refused.filter((row) => !bad.has(row))), bad, room);
      const all = Array.from({ length: rows }, (_, row) => row);
      const trouble = whims[Symbol.iterator]();
      for (let transfers = 0; transfers < 6; transfers += 1) {
        const before = here.source.length;
        const state = here.run({ rounds, batch }, trouble);
        // Nothing is lost at any time, and what is refused is never in the target.
        expect([...new Set(here.everywhere())]).toEqual(all);
        expect(new Set(here.dead).size).toBe(here.dead.length);
        for (const row of here.dead) expect(here.target.has(row)).toBe(false);
        if (state !== null) {
          const { counts } = state;
          expect(counts.written + counts.dead).toBe(before - here.source.length);
          expect(counts.read).toBeGreaterThanOrEqual(counts.written + counts.dead);
          expect(state.round).toBeLessThanOrEqual(rounds);
        }
      }
      // Without trouble it comes to its end, or to where there is no room.
      here.run({ rounds: 100, batch }, [][Symbol.iterator]());
      const good = all.filter((row) => !refused.includes(row) && !bad.has(row)).length;
      if (room > good) {
        expect(here.source).toEqual([]);
        expect(here.everywhere()).toEqual(all);
      }
    }),
    { numRuns: 200 },
  );
});

test("a poison row among many is found with few writes, and the others are written", () => {
  let state = beginTransfer<number>({ rounds: 1, batch: 1_000 });
  let writes = 0;
  const rows = Array.from({ length: 1_000 }, (_, row) => ({ row, problem: null }));
  while (state.step.do !== "end") {
    const { step } = state;
    if (step.do === "ask-room") state = afterStep(state, { of: "ask-room", room: null });
    else if (step.do === "read") state = afterStep(state, { of: "read", rows, isLast: true });
    else if (step.do === "remove") {
      expect(step.dead).toEqual([{ row: 617, reason: "no number" }]);
      expect(step.written).toHaveLength(999);
      state = afterStep(state, { of: "remove" });
    } else {
      writes += 1;
      state = step.rows.includes(617)
        ? afterStep(state, { of: "write", is: "refused", reason: "no number" })
        : afterStep(state, { of: "write", is: "written" });
    }
  }
  expect(writes).toBeLessThanOrEqual(21);
  expect(state.counts).toEqual({ read: 1_000, written: 999, dead: 1 });
});

test("a read takes no more than the target has room for, and none where it has none", () => {
  const begun = beginTransfer<number>({ rounds: 5, batch: 10 });
  expect(afterStep(begun, { of: "ask-room", room: 3 }).step).toEqual({ do: "read", max: 3 });
  expect(afterStep(begun, { of: "ask-room", room: null }).step).toEqual({ do: "read", max: 10 });
  expect(afterStep(begun, { of: "ask-room", room: 0 }).step).toMatchObject({
    do: "end",
    stop: { why: "full" },
  });
  expect(() => afterStep(begun, { of: "remove" })).toThrow(RangeError);
});
