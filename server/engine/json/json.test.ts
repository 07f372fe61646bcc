import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryJson, arbitraryNumberText, ODD_NAMES } from "#testing/engine/arbitrary-json.ts";
import { digitsText, ExactNumber, numberOf, plainNumberOf } from "./exact-number.ts";
import { jsonFrom } from "./json.ts";
import { readJson } from "./read-json.ts";
import { readWireText, toWire, wireText } from "./wire.ts";
import { writeJson } from "./write-json.ts";

describe("JSON text", () => {
  test("is read and written again with every digit and the order of its names", () => {
    fc.assert(
      fc.property(arbitraryJson, fc.constantFrom(0, 2), (value, indent) => {
        const read = readJson(writeJson(value, indent));
        expect(read).toEqual({ ok: true, value });
        // `toEqual` does not compare the order of a Map.
        expect(writeJson(read.ok ? read.value : null)).toBe(writeJson(value));
      }),
    );
  });

  test("is accepted where JSON.parse accepts it, and refused where it does not", () => {
    const part = fc.constantFrom(
      ...'{}[]:,"\\ \n\t1-0.eE+atrufls\u0001é',
      ...["true", "null", '"a"', "1.5", "-", '{"a":1}', "[]", "\\u00e9"],
    );
    const odd = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fc.oneof(odd, fc.json()), (text) => {
        const read = readJson(text);
        if (!read.ok && read.isDuplicate) return;
        expect(read.ok).toBe(isJson(text));
        if (read.ok) expect(JSON.parse(writeJson(read.value))).toEqual(JSON.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['{"a":1,"a":2}', 'The name "a" occurs twice at line 1, column 8.'],
    ['{"a":\n 01}', "A number is not written as JSON writes it at line 2, column 2."],
    ["[1,]", "Wanted a value, found something else at line 1, column 4."],
    ["", "Wanted a value, found the end of the text at line 1, column 1."],
    ["[".repeat(200_000), "The JSON text is nested deeper than 500 levels at line 1, column 502."],
  ])("that cannot be read has a problem with its place", (text, problem) => {
    expect(readJson(text)).toMatchObject({ ok: false, problem });
  });

  test("behind a byte order mark is JSON", () => {
    expect(readJson('\uFEFF{"a":1}')).toEqual({ ok: true, value: new Map([["a", 1]]) });
  });
});

describe("a number", () => {
  test.each(["9007199254740993", "3.10", "1.0", "1e3", "-0", "0.1234567890123456789", "1e999", "1E5"])(
    "%s keeps its digits",
    (text) => {
      expect(numberOf(text)).toEqual(new ExactNumber(text));
      expect(writeJson(numberOf(text))).toBe(text);
    },
  );

  test.each(["0", "42", "-7", "0.1", "1e+21", "5e-324"])("%s is a plain number", (text) => {
    expect(numberOf(text)).toBe(Number(text));
  });

  test.each([
    ["3.10", 3.1],
    ["1e3", 1000],
    ["100e-2", 1],
    ["0.0", 0],
    ["9007199254740993", null],
    ["0.1234567890123456789", null],
    ["1e999", null],
  ])("%s is worth the plain number %s", (text, value) => {
    expect(plainNumberOf(numberOf(text))).toBe(value);
  });

  test("in digits has no exponent and is worth the same", () => {
    const small = arbitraryNumberText.filter(
      (text) => Math.abs(Number(/[eE](.*)$/.exec(text)?.[1] ?? 0)) < 50,
    );
    fc.assert(
      fc.property(small, (text) => {
        const digits = digitsText(numberOf(text));
        expect(digits).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(digits)).toBe(Number(text));
      }),
    );
  });

  test.each([
    ["1e999999999", "1e999999999"],
    ["1e-999999999", "1e-999999999"],
    ["0e999999999", "0"],
    ["-0.00e-999999999", "-0"],
    ["1e308", `1${"0".repeat(308)}`],
    ["5e-324", `0.${"0".repeat(323)}5`],
  ])("%s is written out only where that has a bound", (text, digits) => {
    expect(digitsText(numberOf(text))).toBe(digits);
  });
});

describe("a value on its way", () => {
  test("comes back the same, whatever its names and numbers are", () => {
    fc.assert(
      fc.property(arbitraryJson, fc.date({ noInvalidDate: true }), (value, date) => {
        const sent = { value, date, $own: [value, null], nested: { constructor: value } };
        const text = wireText(sent);
        const back = readWireText(text) as typeof sent;
        expect(back).toEqual(sent);
        expect(wireText(back)).toBe(text);
        expect(writeJson(back.value)).toBe(writeJson(value));
      }),
    );
  });

  test("is plain JSON where it has no names of a person, and plain JSON is read", () => {
    expect(toWire({ id: 7, names: ["a"], none: undefined })).toEqual({ id: 7, names: ["a"] });
    expect(readWireText('{"params":{"constructor":1,"$$ref":2}}')).toEqual({
      params: { constructor: 1, $ref: 2 },
    });
  });

  test.each([
    '{"$ref":1}',
    '{"a":1,"$ref":1}',
    '{"$number":"x"}',
    '{"$map":[["a",1],["a",2]]}',
    '{"$date":"x"}',
  ])("with a tag that is not known is refused: %s", (text) => {
    expect(() => readWireText(text)).toThrow(/^The tag \$\w+ is not known, or its value does not fit\.$/);
  });

  test.each([[Number.NaN], [() => 1], [1n], [/a/]])("that JSON cannot hold is told: %s", (value) => {
    expect(() => toWire({ value })).toThrow(/cannot be written as JSON/);
  });
});

test("what a program did not give is null on its way", () => {
  expect(readWireText(wireText(undefined))).toBe(null);
  expect(readWireText(wireText([undefined]))).toEqual([null]);
});

test("an object that a program built becomes JSON with the same names", () => {
  const built = Object.fromEntries(ODD_NAMES.map((name, place) => [name, place]));
  expect([...(jsonFrom(built) as Map<string, unknown>).keys()].toSorted()).toEqual(ODD_NAMES.toSorted());
  expect(jsonFrom({ a: undefined, b: [{ c: -0 }] })).toEqual(
    new Map([["b", [new Map([["c", new ExactNumber("-0")]])]]]),
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.startsWith("\uFEFF") && isJson(text.slice(1));
  }
}

test("a text with millions of escapes is read", () => {
  const text = '\n"\\'.repeat(2_000_000);
  expect(readJson(JSON.stringify(text))).toEqual({ ok: true, value: text });
});
