import { expect, test } from "vitest";
import { displayWidth } from "./display-width.ts";
import { tableText } from "./table.ts";

test("columns are aligned, and no line ends with spaces", () => {
  const rows = [
    ["a", "running", "x"],
    ["longer", "ok", ""],
  ];
  expect(tableText(["NAME", "STATE", "WHY"], rows, null)).toBe(
    ["NAME    STATE    WHY", "a       running  x", "longer  ok", ""].join("\n"),
  );
});

test("wide characters count as two columns, joined ones as none", () => {
  expect(displayWidth("部署")).toBe(4);
  expect(displayWidth("e\u0301")).toBe(1);
  const lines = tableText(
    ["NAME", "N"],
    [
      ["部署", "1"],
      ["abcd", "2"],
    ],
    null,
  ).split("\n");
  expect(lines).toEqual(["NAME  N", "部署  1", "abcd  2", ""]);
});

test("paint does not shift columns", () => {
  const paint = (text: string) => `<${text}>`;
  expect(tableText(["A", "B"], [[{ text: "x", paint }, "y"]], null)).toBe("A  B\n<x>  y\n");
});

test("on a terminal the last column is cut to what fits; elsewhere nothing is", () => {
  const rows = [["a", "0123456789 and so on"]];
  expect(tableText(["N", "WHY"], rows, 15)).toBe("N  WHY\na  0123456789 …\n");
  expect(tableText(["N", "WHY"], rows, null)).toContain("and so on");
});

test("a cell cannot break its line or control the terminal", () => {
  expect(tableText(["N"], [["a\nroot  succeeded"], ["\u001B[2J"]], null)).toBe(
    "N\na root  succeeded\n<U+001B>[2J\n",
  );
});
