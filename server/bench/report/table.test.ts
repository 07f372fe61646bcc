import { expect, test } from "vitest";
import { figure, ratioText, tableText } from "./table.ts";

test("a table has its first column to the left and the others to the right", () => {
  const columns = [
    { head: "graph", cell: (row: { name: string; ms: number }) => row.name },
    { head: "p50", cell: (row: { name: string; ms: number }) => `${row.ms} ms` },
  ];
  const rows = [
    { name: "chain 100", ms: 5 },
    { name: "wide", ms: 1_200 },
  ];
  expect(tableText(columns, rows)).toBe(
    ["graph          p50", "chain 100     5 ms", "wide       1200 ms", ""].join("\n"),
  );
});

test("a table without rows has its headings", () => {
  expect(tableText([{ head: "graph", cell: String }], [])).toBe("graph\n");
});

test.each([
  [0, "0.00"],
  [8.904, "8.90"],
  [56.71, "56.7"],
  [1_234.4, "1,234"],
  [-250.6, "-251"],
  [Number.NaN, "–"],
  [Number.POSITIVE_INFINITY, "–"],
])("%d is written %s", (value, text) => {
  expect(figure(value)).toBe(text);
});

test.each([
  [0.654, ".65"],
  [1.2, "1.20"],
  [0, ".00"],
  [Number.NaN, "–"],
])("the ratio %d is written %s", (value, text) => {
  expect(ratioText(value)).toBe(text);
});
