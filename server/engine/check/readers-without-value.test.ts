import { expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { readersWithoutValue } from "./readers-without-value.ts";

const reading = (from: string, more: object = {}) => ({
  script: "echo {v}",
  inputs: { v: { type: "string", from, ...more } },
});

const CONTENT = contentOf(
  {
    A: { script: "x", outputs: { n: { type: "integer" }, usual: { type: "string", default: "u" } } },
    B: reading("outputs.A.n"),
    C: reading("outputs.A.n", { default: "0" }),
    D: reading("outputs.A.usual"),
    E: reading("has(outputs.A.n) ? 'yes' : 'no'"),
    F: reading("outputs.A.other"),
  },
  ["A -> B", "A -> C", "A -> D", { tail: "D", head: "E", when: "outputs.A.n == 1" }, "A -> F"],
);
const INPUT = "The input v of B reads outputs.A.n.";
const CONDITION = "The condition of D -> E reads outputs.A.n.";
const UNDECLARED = "The input v of F reads outputs.A.other.";

test("an output that is not given misses those that read it without a default and without asking", () => {
  expect(readersWithoutValue(CONTENT, "A", new Set())).toEqual([INPUT, UNDECLARED, CONDITION]);
  expect(readersWithoutValue(CONTENT, "A", new Set(["n"]))).toEqual([UNDECLARED]);
  expect(readersWithoutValue(CONTENT, "B", new Set())).toEqual([]);
});

test("a skipped vertex gives nothing, not even its defaults", () => {
  expect(readersWithoutValue(CONTENT, "A", null)).toEqual([
    INPUT,
    "The input v of D reads outputs.A.usual.",
    UNDECLARED,
    CONDITION,
  ]);
});
