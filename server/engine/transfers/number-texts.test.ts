import fc from "fast-check";
import { expect, test } from "vitest";
import { plainNumberOf } from "../json/exact-number.ts";
import { readJson } from "../json/read-json.ts";
import { withoutEnd } from "../json/without-end.ts";
import { decimalProblem, hasFewDigits } from "./number-texts.ts";

test("it is the pattern of these characters at the end", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("0", ".", "1", "a") }), (text) => {
      expect(withoutEnd(text, "0")).toBe(text.replace(/0+$/, ""));
      expect(withoutEnd(text, "0.")).toBe(text.replace(/[0.]+$/, ""));
    }),
  );
});

/** So many zeros in the middle take a minute and more where each of them is a new beginning. */
const ZEROS = "0".repeat(300_000);

test("a number with very many zeros is judged as fast as any other text of that length", () => {
  expect(withoutEnd(`${ZEROS}1`, "0")).toHaveLength(300_001);
  expect(decimalProblem(`1.${ZEROS}1`, 18, 2)).toContain("more than 2 digits");
  expect(decimalProblem(`1.${ZEROS}`, 18, 2)).toBeNull();
  expect(hasFewDigits(`1${ZEROS}1`)).toBe(false);
  expect(hasFewDigits(`1${ZEROS}`)).toBe(true);
  const read = readJson(`1.${ZEROS}1`);
  expect(read.ok && plainNumberOf(read.value as never)).toBeNull();
});
