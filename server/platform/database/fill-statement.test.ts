import fc from "fast-check";
import mysql from "mysql2";
import { expect, test } from "vitest";
import { fillStatement } from "./fill-statement.ts";
import type { SqlValue } from "./statement.ts";

const value = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("?", "'", "\\", "$&", "-- ?", "\0\n\u001a"),
  fc.double(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);

test("a statement is filled as the driver does it, whatever its values are", () => {
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const text = `select ${values.map((_, place) => `? as \`c${place}\``).join(", ")} from t where a = 'b'`;
      const filled = fillStatement({ text, values }, (each) => mysql.escape(each));
      expect(filled).toBe(mysql.format(text, values));
    }),
  );
});

test("a text that has another `?` is left to the driver", () => {
  const escaped = (each: SqlValue) => mysql.escape(each);
  expect(fillStatement({ text: "select '?', ?", values: [1] }, escaped)).toBe(null);
  expect(fillStatement({ text: "select 1", values: [1] }, escaped)).toBe(null);
});
