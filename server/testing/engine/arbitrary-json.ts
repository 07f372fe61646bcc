import fc from "fast-check";
import { numberOf } from "#engine/json/exact-number.ts";
import type { Json } from "#engine/json/json.ts";

/** Names that JavaScript gives a meaning, moves to another place, or that look like another one. */
export const ODD_NAMES: readonly string[] = [
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "then",
  "toJSON",
  "length",
  "json",
  "meta",
  "10",
  "9",
  "01",
  "-1",
  "",
  " ",
  "a b",
  "a.b",
  "$ref",
  "$map",
  "$$number",
  "é",
  "e\u0301",
  "null",
  "true",
  "😀",
];

/** Texts that programs, YAML and shells read as something else. */
export const ODD_TEXTS: readonly string[] = [
  "",
  " ",
  "null",
  "true",
  "3.10",
  "010",
  "0x1F",
  "1e3",
  "~",
  "- a",
  "a: b",
  "#",
  "'",
  '"',
  "\\n",
  "$(id)",
  "{x}",
  "a\tb",
  "\u2028",
  "\uFEFFa",
  "\u202E",
  "__proto__",
];

/** The text of any number of JSON: long, with zeros behind the point, with an exponent. */
export const arbitraryNumberText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(fc.constant("0"), fc.stringMatching(/^[1-9][0-9]{0,24}$/)),
    fc.oneof(fc.constant(""), fc.stringMatching(/^\.[0-9]{1,20}$/)),
    fc.oneof({ weight: 4, arbitrary: fc.constant("") }, fc.stringMatching(/^[eE][+-]?[0-9]{1,3}$/)),
  )
  .map((parts) => parts.join(""));

const text = fc
  .oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ unit: "grapheme", maxLength: 8 }))
  .filter(isKept);
const name = fc.oneof(fc.constantFrom(...ODD_NAMES, "__proto__"), fc.string({ maxLength: 6 })).filter(isKept);

/** Any JSON value that the product keeps, nested a few levels. */
export const arbitraryJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom<Json>(null, true, false),
    arbitraryNumberText.map(numberOf),
    text,
    fc.array(tie("json"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("json")), { maxLength: 5 }).map((entries): Json => new Map(entries)),
  ),
})).json;

/** NUL and half of a surrogate pair are refused everywhere. */
function isKept(value: string): boolean {
  return !value.includes("\0") && !/\p{Surrogate}/u.test(value);
}
