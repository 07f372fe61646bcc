import { describe, expect, it } from "vitest";
import { ExactNumber, numberOf } from "../json/exact-number.ts";
import { jsonFrom } from "../json/json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { checkValue, emptyMeansUnset, valueText } from "./input-values.ts";

const taken: readonly [InputSpec, unknown, Json][] = [
  [{ type: "string" }, "a b", "a b"],
  [{ type: "string" }, "", ""],
  [{ type: "string", required: true, min: 0 }, "", ""],
  [{ type: "string" }, "$(id)`id`;'\"\\", "$(id)`id`;'\"\\"],
  [{ type: "string", max: 1 }, "👩", "👩"],
  [{ type: "text" }, "a\nb", "a\nb"],
  [{ type: "integer" }, "42", 42],
  [{ type: "integer" }, " -7 ", -7],
  [{ type: "integer" }, "-0", 0],
  [{ type: "integer" }, -0, 0],
  [{ type: "integer" }, 1e3, 1000],
  [{ type: "integer", min: 1, max: 5 }, "5", 5],
  [{ type: "integer" }, "9007199254740993", new ExactNumber("9007199254740993")],
  [{ type: "integer" }, new ExactNumber("3.0"), 3],
  [{ type: "number" }, "12345678901234567890", new ExactNumber("12345678901234567890")],
  [
    { type: "json" },
    '{"__proto__": 1, "10": 2, "9": 3}',
    new Map([
      ["__proto__", 1],
      ["10", 2],
      ["9", 3],
    ]),
  ],
  [{ type: "number" }, "3.10", new ExactNumber("3.10")],
  [{ type: "number" }, "1e3", new ExactNumber("1e3")],
  [{ type: "number" }, "-0.5", -0.5],
  [{ type: "boolean" }, "true", true],
  [{ type: "boolean" }, false, false],
  [{ type: "enum", enum: ["a", "b"] }, "b", "b"],
  [{ type: "json" }, '{"a": [1, null]}', jsonFrom({ a: [1, null] })],
  [{ type: "json" }, '"on"', "on"],
  [{ type: "json" }, "null", null],
  [{ type: "json" }, null, null],
  [{ type: "json" }, { a: -0, b: undefined }, new Map([["a", new ExactNumber("-0")]])],
  [{ type: "list" }, '["a", 1]', ["a", 1]],
  [{ type: "list" }, "a, b\r\n\nc", ["a, b", "c"]],
  [{ type: "list" }, ["x"], ["x"]],
  [{ type: "list", max: 0 }, "[]", []],
  [{ type: "list", enum: ["a", "b"] }, ["b", "a"], ["b", "a"]],
  [{ type: "date" }, "2024-02-29", "2024-02-29"],
  [{ type: "datetime" }, "2024-01-01T00:30+02:00", "2023-12-31T22:30:00Z"],
  [{ type: "ip" }, "2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  [{ type: "string", pattern: "[a-z]+" }, "abc", "abc"],
];

const refused: readonly [InputSpec, unknown, RegExp][] = [
  [{ type: "string" }, undefined, /found nothing/],
  [{ type: "string" }, null, /found null/],
  [{ type: "string" }, 5, /found the number 5\. Put it in quotes to make it text: "5"/],
  [{ type: "string" }, "a\nb", /Declare the type text/],
  [{ type: "string" }, "a\rb", /one line/],
  [{ type: "string" }, "a\0b", /NUL/],
  [{ type: "string" }, "\ud800", /surrogate/],
  [{ type: "string", required: true }, "", /required/],
  [{ type: "string" }, "x".repeat(4_097), /at most 4,096 characters, found 4,097/],
  [{ type: "string", min: 2 }, "👩", /at least 2 characters, found 1 character/],
  [{ type: "text" }, "ä".repeat(32_769), /64 KiB.*65,538 bytes/],
  [{ type: "integer" }, "", /found empty text/],
  [{ type: "integer" }, "1e3", /digits only/],
  [{ type: "integer" }, "007", /digits only/],
  [{ type: "integer" }, "a[$(id)]", /digits only/],
  [{ type: "integer" }, 1.5, /whole number.*1\.5/],
  [{ type: "integer" }, "9223372036854775808", /64 bits.*account number/],
  [{ type: "integer" }, true, /found true/],
  [{ type: "integer", min: 1, max: 5 }, 6, /from 1 to 5, found the number 6/],
  [{ type: "integer" }, "0x10", /digits only/],
  [{ type: "number" }, "1e999", /not larger/],
  [{ type: "number" }, "NaN", /found "NaN"/],
  [{ type: "number" }, Number.POSITIVE_INFINITY, /not larger/],
  [{ type: "boolean" }, "yes", /true or false, found "yes"/],
  [{ type: "boolean" }, 1, /found the number 1/],
  [{ type: "enum", enum: ["a", "b"] }, "c", /one of a, b, found "c"/],
  [{ type: "enum", enum: ["1"] }, 1, /Put it in quotes: "1"/],
  [{ type: "json" }, "{a}", /JSON text/],
  [{ type: "json" }, undefined, /found nothing/],
  [{ type: "json" }, `${"[".repeat(9_999)}${"]".repeat(9_999)}`, /deeper than 64/],
  [{ type: "json" }, `"${"x".repeat(65_535)}"`, /64 KiB/],
  [{ type: "list" }, "", /An empty list is written \[\]/],
  [{ type: "list" }, { a: 1 }, /found a map/],
  [{ type: "list", max: 1 }, ["a", "b"], /at most 1 item, found 2 items/],
  [{ type: "list", enum: ["a"] }, ["a", "c"], /only items from a, found "c"/],
  [{ type: "list", pattern: "[a-z]" }, ["a", "A"], /found "A"/],
  [{ type: "date" }, "2023-02-29", /calendar/],
  [{ type: "date" }, "0000-01-01", /calendar/],
  [{ type: "datetime" }, "2024-01-01T00:00:00", /with its zone/],
  [{ type: "ip" }, "10.0.0.256", /IP address/],
  [{ type: "ip" }, "fe80::1%eth0", /IP address/],
  [{ type: "string", pattern: "[a-z]+" }, "abc1", /matches \[a-z\]\+ as a whole, found "abc1"/],
  [{ type: "string", pattern: "(a" }, "a", /No value can be checked/],
];

describe("checkValue", () => {
  it.each(taken)("%j accepts %j as %j", (spec, found, value) => {
    expect(checkValue(spec, found)).toEqual({ ok: true, value });
  });

  it.each(refused)("%j refuses %j", (spec, found, problem) => {
    const checked = checkValue(spec, found);
    expect(checked).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
    expect(checked.ok ? "" : checked.problem).toMatch(/^[A-Z].*\.$/s);
  });

  it.each(["", "7days", "bad\0secret", "pa$$word", "x".repeat(70_000)])(
    "shows no secret in a problem",
    (secret) => {
      const checked = checkValue({ type: "secret", required: true }, secret);
      expect(checked.ok).toBe(false);
      if (!checked.ok && secret !== "") expect(checked.problem).not.toContain(secret);
    },
  );

  it("shortens a long value in a sentence, and shows characters that change the reading direction as escapes", () => {
    const checked = checkValue({ type: "date" }, `‮${"x".repeat(1_000)}`);
    expect(checked).toMatchObject({ ok: false, problem: expect.stringMatching(/found "\\u202ex+…"\.$/) });
    expect(checked.ok ? 0 : checked.problem.length).toBeLessThan(250);
  });
});

describe("a number of any length", () => {
  it.each([
    ["number", "1e-999999999", /not nearer to 0 than about 5e-324/],
    ["number", "1e999999999", /not larger than about 1\.8e308/],
    ["integer", "9".repeat(60_000), /64 bits/],
  ] as const)(
    "of type %s is refused in a short sentence where no program could read it",
    (type, text, why) => {
      for (const found of [text, numberOf(text)]) {
        const checked = checkValue({ type }, found);
        expect(checked).toMatchObject({ ok: false, problem: expect.stringMatching(why) });
        expect(checked.ok ? 0 : checked.problem.length).toBeLessThan(350);
      }
    },
  );

  it("has a bounded text in the environment of a script", () => {
    for (const text of ["0e999999999", "-0e-999999999", "5e-324"]) {
      const checked = checkValue({ type: "number" }, text);
      expect(checked.ok && valueText({ type: "number" }, checked.value).length).toBeLessThan(400);
    }
  });
});

describe("valueText", () => {
  it.each<[InputSpec["type"], Json, string]>([
    ["string", "a'b", "a'b"],
    ["integer", -42, "-42"],
    ["number", 1e21, "1000000000000000000000"],
    ["number", 1.5e-7, "0.00000015"],
    ["number", -2.5e22, "-25000000000000000000000"],
    ["boolean", true, "true"],
    ["json", jsonFrom({ a: [1, "x"] }), '{"a":[1,"x"]}'],
    ["json", "on", '"on"'],
    ["list", ["a", "b c"], '["a","b c"]'],
  ])("writes %s %j as %s", (type, value, text) => {
    expect(valueText({ type }, value)).toBe(text);
  });
});

describe("emptyMeansUnset", () => {
  it("an empty field is a value only if a default was cleared", () => {
    expect(emptyMeansUnset({ type: "integer", default: 5 })).toBe(true);
    expect(emptyMeansUnset({ type: "string" })).toBe(true);
    expect(emptyMeansUnset({ type: "string", default: "x" })).toBe(false);
  });
});
