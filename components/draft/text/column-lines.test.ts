import { expect, test } from "vitest";
import { columnsText, columnsWritten } from "./column-lines.ts";

test("columns are written as lines and read again; a line without = names the same field", () => {
  const columns = { id: "@id", amount: "a=b" };
  expect(columnsText(columns)).toBe("id = @id\namount = a=b");
  expect(columnsWritten(columnsText(columns))).toEqual({ columns });
  expect(columnsWritten(" who \n\nid=@id")).toEqual({ columns: { who: "who", id: "@id" } });
});

test("a field with blanks at its ends or several lines is written and read as it is", () => {
  const columns = { id: " id", amount: "a\nb = c", note: '"note"' };
  expect(columnsText(columns)).toBe('id = " id"\namount = "a\\nb = c"\nnote = "\\"note\\""');
  expect(columnsWritten(columnsText(columns))).toEqual({ columns });
});

test("a line without a name or a field, and a column that is there twice, are told", () => {
  expect(columnsWritten("a =")).toHaveProperty("problem", expect.stringContaining("a ="));
  expect(columnsWritten("= b")).toHaveProperty("problem");
  expect(columnsWritten("a = b\na = c")).toHaveProperty("problem", expect.stringContaining("twice"));
});

test("a column may have any name", () => {
  const read = columnsWritten("__proto__ = a\nconstructor = b");
  expect("columns" in read && columnsText(read.columns)).toBe("__proto__ = a\nconstructor = b");
});
