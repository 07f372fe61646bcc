import fc from "fast-check";
import { expect, test } from "vitest";
import { valueLines, valuesOfLines } from "./value-lines.ts";

test("values stand one a line; what a line would change stands in quotes", () => {
  const values = ["yes", " no", "a\nb", "a\rb", '"quoted"', '5" disk', 'say "hi"'];
  expect(valueLines(values)).toBe('yes\n" no"\n"a\\nb"\n"a\\rb"\n"\\"quoted\\""\n5" disk\nsay "hi"');
  expect(valuesOfLines(valueLines(values))).toEqual(values);
});

test("empty lines and blanks at the ends of a line do not count, and quotes that are still open are text", () => {
  expect(valuesOfLines('\n  yes \n\n" no\n')).toEqual(["yes", '" no']);
});

test("any values are read back as they were", () => {
  const odd = fc.string({ unit: fc.constantFrom(" ", '"', "\\", "\n", "\r", "a"), minLength: 1 });
  const line = fc.oneof(fc.string({ minLength: 1 }), odd);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (values) => {
      expect(valuesOfLines(valueLines(values))).toEqual(values);
    }),
  );
});
