import fc from "fast-check";
import { expect, test } from "vitest";
import { type HeldRow, holdRows, takeRows } from "./held-rows.ts";

type Row = { readonly id: number; readonly text: string };

const keyOf = ({ id }: Row) => id;
const list = fc.uniqueArray(fc.record({ id: fc.nat(12), text: fc.string({ maxLength: 3 }) }), {
  selector: keyOf,
});
const all = (rows: readonly Row[]): HeldRow<Row>[] => rows.map((row) => ({ row, isGone: false }));

test("a held list keeps every row at its place, whatever happens to the list", () => {
  fc.assert(
    fc.property(list, fc.array(list), (start, changes) => {
      let shown: readonly HeldRow<Row>[] = all(start);
      for (const rows of changes) {
        const held = holdRows(shown, rows, keyOf);
        expect(held.shown.map(({ row }) => row.id)).toEqual(start.map(keyOf));
        for (const { row, isGone } of held.shown) {
          const now = rows.find(({ id }) => id === row.id);
          expect(isGone).toBe(now === undefined);
          if (now !== undefined) expect(row).toBe(now);
        }
        const ids = new Set(start.map(keyOf));
        expect(held.newCount).toBe(rows.filter(({ id }) => !ids.has(id)).length);
        shown = held.shown;
      }
    }),
  );
});

test("a list that nobody points at is the list, with the row that is being read", () => {
  fc.assert(
    fc.property(list, list, fc.nat(12), (before, rows, kept) => {
      const { shown, newCount } = takeRows(all(before), rows, keyOf, kept);
      expect(newCount).toBe(0);
      expect(shown.filter(({ isGone }) => !isGone).map(({ row }) => row)).toEqual(rows);
      const wasShown = before.some(({ id }) => id === kept) && !rows.some(({ id }) => id === kept);
      expect(shown.filter(({ isGone }) => isGone).map(({ row }) => row.id)).toEqual(wasShown ? [kept] : []);
    }),
  );
});

test("another page of a held list is shown below what is there, and what came in between is only counted", () => {
  const of = (...ids: number[]) => ids.map((id) => ({ id, text: "" }));
  const held = holdRows(all(of(1, 3)), of(3, 4, 7, 8), keyOf, true);
  expect(held.shown.map(({ row, isGone }) => [row.id, isGone])).toEqual([
    [1, true],
    [3, false],
    [4, false],
    [7, false],
    [8, false],
  ]);
  expect(held.newCount).toBe(0);
  expect(holdRows(all(of(1, 3)), of(1, 2, 3, 4), keyOf, true)).toMatchObject({ newCount: 1 });
});
