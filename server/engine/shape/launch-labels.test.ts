import fc from "fast-check";
import { expect, test } from "vitest";
import {
  labelLines,
  labelNameProblem,
  labelValueProblem,
  MAX_LABELS,
  normalLabels,
  readLabelLines,
} from "./launch-labels.ts";

const name = fc.string({ minLength: 1, maxLength: 70 }).filter((each) => labelNameProblem(each) === null);
const value = fc.string({ unit: "grapheme" }).filter((each) => labelValueProblem(each) === null);

test("labels that are shown as lines and read again are the same, whatever stands in them", () => {
  const labels = fc.dictionary(fc.oneof(name, fc.constantFrom("constructor", "a.b/c-d", "7")), value, {
    maxKeys: MAX_LABELS,
  });
  fc.assert(
    fc.property(labels, (some) => {
      const normal = normalLabels(Object.entries(some));
      expect(readLabelLines(labelLines(normal).join("\n"))).toEqual({ ok: true, labels: normal });
    }),
  );
});

test("the order in which labels are given makes no difference, nor do blanks around a value", () => {
  const one = readLabelLines("team= shop \n\n env=prod=eu\r\n");
  expect(one).toEqual({ ok: true, labels: { env: "prod=eu", team: "shop" } });
  expect(
    JSON.stringify(
      normalLabels([
        ["team", "shop"],
        ["env", "prod=eu"],
      ]),
    ),
  ).toBe(JSON.stringify("labels" in one ? one.labels : null));
});

test("what is no label is refused with a sentence that says which line", () => {
  const problemOf = (text: string) => {
    const read = readLabelLines(text);
    return read.ok ? null : read.problem;
  };
  expect(problemOf("urgent")).toContain('found "urgent"');
  expect(problemOf("=x")).toContain("begins with a letter");
  expect(problemOf("__proto__=x")).toContain("begins with a letter");
  expect(problemOf("a=")).toContain("needs a value");
  expect(problemOf("a=1\na=2")).toBe("The label a is there twice.");
  expect(problemOf(`a=${"x".repeat(201)}`)).toContain("at most 200 characters, found 201");
  expect(problemOf("a=left\u202Eright")).toContain("nobody sees");
  expect(problemOf(`a=${"😀".repeat(200)}`)).toBeNull();
  expect(problemOf(Array.from({ length: 21 }, (_, n) => `l${n}=x`).join("\n"))).toContain(
    "at most 20 labels",
  );
});
