import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HALF_ENTRY } from "#components/ui/fields/half-entry.ts";
import type { InputSpec, InputType, Json } from "#engine/model/graph-content.ts";
import { checkValue } from "#engine/values/input-values.ts";
import { entryOf, fieldOf } from "./form-field.ts";
import { checkEntry, firstEntries, readForm } from "./form-values.ts";
import { specHint } from "./spec-hint.ts";

const field = (name: string, spec: InputSpec) => fieldOf(name, spec);
const typed = (...entries: [string, string][]) => new Map(entries);

describe("a form", () => {
  const ip = field("ip", { type: "ip", required: true, default: "127.0.0.1" });
  const keep = field("keep", { type: "integer", min: 1, max: 30 });

  test("begins with what is prefilled", () => {
    expect([...firstEntries([ip, keep])]).toEqual([
      ["ip", "127.0.0.1"],
      ["keep", ""],
    ]);
  });

  test("gives normal values, and leaves out what is unset", () => {
    const reading = readForm([ip, keep], typed(["ip", " ::0:1 "], ["keep", ""]), "problem");
    expect(reading).toEqual({ values: { ip: "::1" }, problems: new Map() });
  });

  test("half a date is no date that was left out", () => {
    const until = field("until", { type: "date", default: "2026-12-24" });
    const { values, problems } = readForm([until], typed(["until", HALF_ENTRY]), "ask-later");
    expect([values, problems.get("until")]).toEqual([{}, "Enter the whole date, or clear it."]);
  });

  test("half a date is named as that by each field of a value; in a text it is what was typed", () => {
    expect(checkEntry({ type: "date" }, HALF_ENTRY)).toEqual({
      ok: false,
      problem: "Enter the whole date, or clear it.",
    });
    expect(checkEntry({ type: "string" }, HALF_ENTRY)).toEqual({ ok: true, value: HALF_ENTRY });
  });

  test("says of each field why its entry does not do", () => {
    const { values, problems } = readForm([ip, keep], typed(["ip", "here"], ["keep", "31"]), "problem");
    expect(values).toEqual({});
    expect(problems.get("ip")).toContain("Wanted an IP address");
    expect(problems.get("keep")).toContain("30");
  });

  test("an empty required field is a problem of an answer, and asked for later by a launch", () => {
    const empty = typed(["ip", ""]);
    expect(readForm([ip], empty, "problem").problems.get("ip")).toBe("Required: enter a value.");
    expect(readForm([ip], empty, "ask-later")).toEqual({ values: {}, problems: new Map() });
  });

  test("text that was cleared is empty text where there was a default, and unset where there was none", () => {
    const greeting = field("greeting", { type: "string", default: "hello" });
    const note = field("note", { type: "string" });
    const { values } = readForm([greeting, note], typed(["greeting", ""], ["note", ""]), "problem");
    expect(values).toEqual({ greeting: "" });
  });

  test("spaces are text", () => {
    const greeting = field("greeting", { type: "string", default: "hello" });
    expect(readForm([greeting], typed(["greeting", "  "]), "problem").values).toEqual({ greeting: "  " });
  });

  test.each<InputSpec>([
    { type: "string", required: true },
    { type: "text", required: true },
    { type: "enum", enum: [" ", ","], required: true },
  ])("a value of one space is given, as by the API, where the $type has no default", (spec) => {
    const entries = typed(["separator", " "]);
    for (const when of ["problem", "ask-later"] as const)
      expect(readForm([field("separator", spec)], entries, when)).toEqual({
        values: { separator: " " },
        problems: new Map(),
      });
  });

  test("spaces alone are no value of the other types", () => {
    expect(readForm([keep], typed(["keep", " "]), "problem").values).toEqual({});
  });
});

const samples: Record<Exclude<InputType, "enum">, fc.Arbitrary<Json>> = {
  string: fc.string({ minLength: 1 }),
  text: fc.string({ minLength: 1, unit: "binary" }),
  secret: fc.stringMatching(/^[a-z_]{1,9}$/),
  integer: fc.maxSafeInteger(),
  number: fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
  boolean: fc.boolean(),
  json: fc.jsonValue().filter((value) => value !== null) as fc.Arbitrary<Json>,
  list: fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant("[a]"), fc.constant("a\nb"))),
  date: fc.constantFrom("2024-02-29", "0001-01-01"),
  datetime: fc.constantFrom("2024-05-01T08:00:00Z", "2024-05-01T08:00:00.5Z"),
  ip: fc.oneof(fc.ipV4(), fc.ipV6()),
};

test.each(Object.entries(samples))(
  "a %s that is prefilled and not touched comes back the same",
  (type, sample) => {
    const spec = { type: type as InputType };
    fc.assert(
      fc.property(sample, (met) => {
        const checked = checkValue(
          spec,
          type === "json" && typeof met === "string" ? JSON.stringify(met) : met,
        );
        if (!checked.ok) return;
        expect(checkValue(spec, entryOf(spec, checked.value))).toEqual(checked);
      }),
    );
  },
);

test.each<[InputSpec, string]>([
  [{ type: "integer", min: 1, max: 30 }, "A whole number, 1 to 30"],
  [{ type: "string", min: 2 }, "At least 2 characters"],
  [{ type: "list", max: 3 }, "A list, one item a line, at most 3 items"],
  [{ type: "list", enum: ["eu", "us"] }, "A list, one item a line, each one of eu, us"],
  [{ type: "string", enum: ["eu", "us"] }, ""],
  [{ type: "string", pattern: "[0-9]+" }, "Matches [0-9]+"],
  [{ type: "string" }, ""],
  [{ type: "boolean" }, ""],
  [{ type: "enum" }, ""],
])("the hint of %j is %s", (spec, hint) => {
  expect(specHint(spec)).toBe(hint);
});
