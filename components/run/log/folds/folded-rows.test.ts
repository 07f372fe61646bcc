import fc from "fast-check";
import { expect, test } from "vitest";
import { FoldedRows } from "./folded-rows.ts";

test("without a closed fold each line has its row", () => {
  const rows = new FoldedRows(11, 5, []);
  expect([
    rows.count,
    rows.lineAt(0),
    rows.lineAt(4),
    rows.rowOf(11),
    rows.rowOf(10),
    rows.rowOf(16),
  ]).toEqual([5, 11, 15, 0, null, null]);
});

test("rows are those lines that no closed fold hides, in order, for any folds", () => {
  const parts = fc.array(fc.tuple(fc.nat(3), fc.nat(4), fc.boolean()), { maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), parts, fc.nat(4), (first, all, rest) => {
      let at = first;
      const closed: { start: number; end: number }[] = [];
      for (const [gap, length, isClosed] of all) {
        const start = at + gap;
        if (isClosed) closed.push({ start, end: start + length });
        at = start + length + 1;
      }
      const lines = at + rest - first;
      const rows = new FoldedRows(first, lines, closed);
      const shown = Array.from({ length: lines }, (_, place) => first + place).filter(
        (line) => !closed.some(({ start, end }) => line > start && line <= end),
      );
      expect(Array.from({ length: rows.count }, (_, row) => rows.lineAt(row))).toEqual(shown);
      for (const [row, line] of shown.entries()) expect(rows.rowOf(line)).toBe(row);
      for (const { start, end } of closed)
        for (let line = start; line <= end; line += 1) expect(rows.rowOf(line)).toBe(rows.rowOf(start));
    }),
  );
});
