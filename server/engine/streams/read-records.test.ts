import fc from "fast-check";
import { expect, test } from "vitest";
import { type ReadRecords, readRecords } from "./read-records.ts";

const MAX = 10_000;
const problemsOf = (read: ReadRecords) =>
  read.ok ? read.records.map(({ problem }) => problem ?? null) : [read.problem];
const recordsOf = (read: ReadRecords) =>
  read.ok ? read.records.map((each) => ("record" in each ? each.record : null)) : null;

test("a record is one object, several are a list or lines", () => {
  expect(recordsOf(readRecords('{"a":"x"}', "json", MAX))).toEqual([[["a", "x"]]]);
  expect(recordsOf(readRecords('[{"a":"x"},{"b":true}]', "json", MAX))).toEqual([
    [["a", "x"]],
    [["b", "true"]],
  ]);
  expect(recordsOf(readRecords('{"a":1}\r\n\n{"a":2}\n', "ndjson", MAX))).toEqual([
    [["a", "1"]],
    [["a", "2"]],
  ]);
});

test("numbers keep their digits, also those that no double holds", () => {
  const text = '{"a":9007199254740993,"b":0.1000,"c":1e400,"d":-0}';
  expect(recordsOf(readRecords(text, "json", MAX))).toEqual([
    [
      ["a", "9007199254740993"],
      ["b", "0.1000"],
      ["c", "1e400"],
      ["d", "-0"],
    ],
  ]);
});

test("what is no flat record is refused with its place, and holds back no other", () => {
  const text = '[{"a":1},{"a":{"b":1}},{"a":[1]},{"a":null},7,{},{"":1},{"a":"\\ud800"}]';
  expect(problemsOf(readRecords(text, "json", MAX))).toEqual([
    null,
    'record 2, field "a": wanted a text, a number, true or false, found an object. Send it as a text.',
    'record 3, field "a": wanted a text, a number, true or false, found a list. Send it as a text.',
    'record 4, field "a": wanted a text, a number, true or false, found null. Leave the field out.',
    "record 5: wanted an object with a field for each column, found a number.",
    "record 6: it has no field.",
    'record 7, field "": wanted a name of 1 to 200 characters.',
    'record 8, field "a": it has half of a UTF-16 pair, which is no character.',
  ]);
});

test("a line that is no JSON is refused with its number; a body that is none, as a whole", () => {
  expect(problemsOf(readRecords('{"a":1}\n{"a":\n{"a":1,"a":2}', "ndjson", MAX))).toEqual([
    null,
    expect.stringMatching(/^line 2: It is no JSON\. /),
    expect.stringMatching(/^line 3: The name "a" occurs twice/),
  ]);
  expect(problemsOf(readRecords("a=1", "json", MAX))).toEqual([
    expect.stringMatching(/^The body is no JSON\. /),
  ]);
});

test("no record, and too many of them, are refused", () => {
  for (const [text, format] of [
    ["[]", "json"],
    ["\n", "ndjson"],
  ] as const)
    expect(problemsOf(readRecords(text, format, MAX))).toEqual([
      "Wanted at least one record; there is none in the body.",
    ]);
  const many = JSON.stringify(Array.from({ length: 10_000 }, () => ({ a: 1 })));
  expect(problemsOf(readRecords(many, "json", MAX))).toEqual([
    "Wanted at most 1000 records in one request, found 10000.",
  ]);
});

test("the length of a record is that of its UTF-8", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1, unit: "grapheme" }), fc.string({ unit: "grapheme" }), {
        minKeys: 1,
      }),
      (given) => {
        const bytes = Buffer.byteLength(Object.entries(given).flat().join(""));
        fc.pre(Object.keys(given).every((name) => name.length <= 200));
        const text = JSON.stringify(given);
        expect(problemsOf(readRecords(text, "json", bytes))).toEqual([null]);
        expect(problemsOf(readRecords(text, "json", bytes - 1))).toEqual([
          `the record: it has ${bytes} bytes; the stream takes at most ${bytes - 1} in a record.`,
        ]);
      },
    ),
  );
});
