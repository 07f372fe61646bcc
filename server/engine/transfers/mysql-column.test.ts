import { expect, test } from "vitest";
import type { Json } from "../json/json.ts";
import { mysqlColumn } from "./mysql-column.ts";

const given = (type: string, value: Json) => {
  const found = mysqlColumn(type, !type.endsWith("not null"))?.text(value) ?? { problem: "not known" };
  return "text" in found ? found.text : `no: ${found.problem}`;
};

test.each<[type: string, value: Json, text: string | null]>([
  ["tinyint(1)", true, "1"],
  ["int(5) unsigned zerofill", "4294967295", "4294967295"],
  ["bit(8)", 255, "255"],
  ["decimal(9,2)", "-1.50", "-1.50"],
  ["float", "0.1", "0.1"],
  ["double(9,3)", "1.125", "1.125"],
  ["char(3)", " a", " a"],
  ["varchar(3)", "a ", "a "],
  ["varchar(1)", "😀", "😀"],
  ["binary(2)", "é", "é"],
  ["enum('it''s','A','b\\\\c')", "b\\c", "b\\c"],
  ["set('a','b','c')", "a,c", "a,c"],
  ["set('a')", "", ""],
  ["datetime(3)", "2026-11-27T08:30:00.250Z", "2026-11-27 08:30:00.25"],
  ["timestamp", "2026-11-27 08:30:00.000", "2026-11-27 08:30:00"],
  ["time(1)", "-838:59:59.5", "-838:59:59.5"],
  ["year(4)", 2026, "2026"],
  ["json", '{"a":[1.5,18446744073709551615]}', '{"a":[1.5,18446744073709551615]}'],
  ["int", null, null],
])("%s takes %j", (type, value, text) => expect(given(type, value)).toBe(text));

test.each<[type: string, value: Json, why: RegExp]>([
  ["tinyint unsigned", "-1", /from 0 to 255/],
  ["int", "007", /no whole number/],
  ["bit(8)", "256", /from 0 to 255/],
  ["decimal(9,2) unsigned", "-0.5", /less than 0/],
  ["float", "16777216", /more digits than a FLOAT/],
  ["float(7,3)", "1.23456", /more than 3 digits behind/],
  ["double", "1e-400", /would not keep/],
  ["char(3)", "a ", /blanks at the end/],
  ["char(3)", "abc\r", /more than 3 characters/],
  ["varchar(1)", "ab", /more than 1 characters/],
  ["binary(3)", "ab", /not exactly 3 bytes/],
  ["enum('a','b')", "1", /no value of its enum/],
  ["enum('a','b')", "A", /no value of its enum/],
  ["set('a','b')", "b,a", /another order/],
  ["set('a','b')", "a,a", /another order/],
  ["date", "20261127", /no date/],
  ["date", "0000-00-00", /no date/],
  ["datetime", "2026-11-27", /no time/],
  ["datetime", "2026-11-27 08:30:00.5", /0 digits of a second/],
  ["datetime", "2026-11-27T08:30:00+02:00", /no time/],
  ["time", "0830", /no time/],
  ["time", "839:00:00", /no time/],
  ["year(4)", "26", /no year/],
  ["json", '{"a":1,"a":2}', /no JSON/],
  ["json", "[18446744073709551616]", /would not keep/],
  ["timestamp not null", null, /null/],
  ["point", "POINT(1 1)", /not known/],
])("%s refuses %j, because the column would not keep it as it is", (type, value, why) =>
  expect(given(type, value)).toMatch(why),
);
