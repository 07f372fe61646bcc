import fc from "fast-check";
import { expect, test } from "vitest";
import { ExactNumber } from "../json/exact-number.ts";
import type { Json } from "../json/json.ts";
import { clickhouseColumn } from "./clickhouse-column.ts";

const given = (type: string, value: Json) => {
  const found = clickhouseColumn(type, "Europe/Berlin")?.(value) ?? { problem: "not known" };
  return "text" in found ? found.text : `no: ${found.problem}`;
};

test.each<[type: string, value: Json, text: string]>([
  ["UInt8", "255", "255"],
  ["UInt8", true, "1"],
  ["UInt64", new ExactNumber("18446744073709551615"), "18446744073709551615"],
  ["Int64", "-9223372036854775808", "-9223372036854775808"],
  ["Nullable(Int32)", null, "\\N"],
  ["LowCardinality(Nullable(String))", null, "\\N"],
  ["Decimal(9, 2)", "1234567.80", "1234567.80"],
  ["Decimal(9, 2)", "1.200", "1.200"],
  ["Decimal64(4)", "-0.0001", "-0.0001"],
  ["Float64", "0.1", "0.1000000000000000056"],
  ["Float64", 1.5, "1.5"],
  ["Float32", "0.1", "0.1000000000000000056"],
  ["Date", "2024-02-29", "2024-02-29"],
  ["DateTime", "2026-11-27 08:30:00", "2026-11-27 08:30:00"],
  ["DateTime('Europe/Berlin')", "2026-11-27T08:30:00.000Z", "1795768200"],
  ["DateTime64(3)", "2026-11-27T08:30:00.250", "2026-11-27 08:30:00.25"],
  ["DateTime", "2026-10-25 02:30:00", "2026-10-25 02:30:00"],
  ["DateTime('UTC')", "2026-03-29 02:30:00", "2026-03-29 02:30:00"],
  ["DateTime", "4291660799", "4291660799"],
  ["Array(UInt8)", "[1, 2]", "[1,2]"],
  ["Array(Nullable(String))", ["a'b\\", null, 1], "['a\\'b\\\\',NULL,'1']"],
  ["Array(Array(Date))", '[["2024-02-29"],[]]', "[['2024-02-29'],[]]"],
  ["Bool", true, "1"],
  ["IPv4", "192.0.2.1", "192.0.2.1"],
  ["IPv6", "2001:db8::1", "2001:db8::1"],
  ["String", "a\tb\nc\\d\0e", "a\\tb\\nc\\\\d\\0e"],
  ["String", new Map([["a", [1, null]]]), '{"a":[1,null]}'],
  ["String", "\\N", "\\\\N"],
  ["FixedString(2)", "é", "é"],
  ["Enum8('it\\'s' = 1, 'tue' = 2)", "it's", "it's"],
  ["UUID", "8a0e2ff6-8f3d-4a10-a8d6-0f6a1d3c0b11", "8a0e2ff6-8f3d-4a10-a8d6-0f6a1d3c0b11"],
])("%s takes %j", (type, value, text) => expect(given(type, value)).toBe(text));

test.each<[type: string, value: Json, why: RegExp]>([
  ["UInt8", "256", /from 0 to 255/],
  ["UInt8", "", /"" is no whole number/],
  ["Int32", "007", /no whole number/],
  ["Int32", "1.0", /no whole number/],
  ["Int32", null, /does not take/],
  ["Decimal(9, 2)", "1.239", /more than 2 digits behind/],
  ["Decimal(9, 2)", "12345678", /more than 7 digits before/],
  ["Decimal(9, 2)", "1e3", /no decimal/],
  ["Float64", "9007199254740993", /would not keep the digits/],
  ["Float32", "0.1234567", /would not keep the digits/],
  ["Float64", "nan", /no number/],
  ["Date", "2026-02-31", /no date/],
  ["Date", "2199-01-01", /from 1970-01-02 to 2105-12-31/],
  ["Date", "1970-01-01", /from 1970-01-02/],
  ["DateTime", "2026-11-27T08:30:00.250Z", /0 digits of a second/],
  ["DateTime", "yesterday", /no time/],
  ["DateTime", "2026-11-27 25:00:00", /no time/],
  ["Enum8('mon' = 1)", "1", /no value of its enum/],
  ["UUID", "8a0e", /no UUID/],
  ["FixedString(1)", "é", /not exactly 1 bytes/],
  ["FixedString(3)", "ab", /not exactly 3 bytes/],
  ["DateTime", "4294967296", /not from 1970/],
  ["DateTime", "1970-01-01 00:30:00", /not from 1970/],
  ["DateTime", "2026-03-29 02:30:00", /clocks of Europe\/Berlin skip/],
  ["DateTime64(3, 'America/New_York')", "2026-03-08 02:00:00", /clocks of America\/New_York skip/],
  ["Float64", "1e-301", /would not keep/],
  ["Array(UInt8)", "[1,300]", /in the list, "300" is not from 0 to 255/],
  ["Array(UInt8)", "[1,sunday]", /no list/],
  ["Array(String)", [null], /in the list, null/],
  ["Bool", "yes", /neither true nor false/],
  ["IPv4", "192.0.2.01", /no address/],
  ["Tuple(UInt8, String)", "(1,'a')", /not known/],
  ["Map(String, UInt8)", "{}", /not known/],
])("%s refuses %j, because the column would not keep it as it is", (type, value, why) =>
  expect(given(type, value)).toMatch(why),
);

test("every number of a program but the largest and smallest is taken by a float column, as a text that stands for it", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const size = Math.abs(value);
      fc.pre(size === 0 || (size >= 1e-300 && size <= 1e300));
      // The text of -0 is "0".
      const sent = String(value);
      const text = given("Float64", sent);
      expect([Number(text), text]).toEqual([Number(sent), expect.stringMatching(/^-?\d+(?:\.\d+)?$/)]);
    }),
  );
});
