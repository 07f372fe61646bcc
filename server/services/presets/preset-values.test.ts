import fc from "fast-check";
import { expect, test } from "vitest";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { sortedValues } from "./preset-values.ts";

const name = fc.constantFrom("a", "b", "__proto__", "constructor");
const spec: fc.Arbitrary<InputSpec> = fc.record(
  {
    type: fc.constantFrom("string" as const, "secret" as const),
    required: fc.constant(true as const),
    default: fc.constant("x"),
  },
  { requiredKeys: ["type"] },
);
const record = <Value>(of: fc.Arbitrary<Value>) =>
  fc.array(fc.tuple(name, of)).map((entries) => Object.fromEntries(entries) as Record<string, Value>);
const values = record(fc.constant("value"));

test("each value is either asked for, or named as not asked for, or as a secret; none is lost in silence", () => {
  fc.assert(
    fc.property(record(spec), record(spec), values, record(values), (params, inputs, given, byVertex) => {
      const form = { params, vertices: [{ name: "a", inputs }] };
      const sorted = sortedValues(form, { params: given, inputs: byVertex });
      const all = [
        ...Object.keys(given),
        ...Object.entries(byVertex).flatMap(([vertex, own]) =>
          Object.keys(own).map((each) => `${each} of ${vertex}`),
        ),
      ];
      const kept = [
        ...Object.keys(sorted.params),
        ...Object.entries(sorted.inputs).flatMap(([vertex, own]) =>
          Object.keys(own).map((each) => `${each} of ${vertex}`),
        ),
      ];
      expect([...kept, ...sorted.unknown, ...sorted.secrets].toSorted()).toEqual(all.toSorted());
      for (const each of Object.keys(sorted.params)) expect(params[each]?.type).toBe("string");
      for (const each of sorted.missing) {
        expect(Object.hasOwn(sorted.params, each)).toBe(false);
        expect(params[each]).toMatchObject({ required: true });
      }
    }),
  );
});
