import { expect, test } from "vitest";
import type { InputSpec } from "../model/graph-content.ts";
import { TRIGGER_KINDS } from "./trigger-kinds.ts";
import { triggerProblems } from "./trigger-problems.ts";

const { names } = TRIGGER_KINDS.webhook;

test("a problem of a huge expression is a sentence of a few words, whatever the expression is made of", () => {
  const huge = [
    "(".repeat(20_000),
    "!".repeat(20_000),
    `${"1+".repeat(7_000)}1`,
    `nobody.${"k".repeat(20_000)}`,
  ];
  for (const filter of [...huge, `nobody == "${"😀".repeat(10_000)}"`]) {
    const problems = triggerProblems({ filter, params: { p: filter } }, { p: { type: "string" } }, names);
    expect(problems.map(({ path }) => path)).toEqual(["filter", "params.p"]);
    for (const { text } of problems) {
      expect(text.length).toBeLessThan(600);
      // No half of a character.
      expect(text).not.toMatch(/\p{Surrogate}/u);
    }
  }
});

test("of a graph with many params the first ones are named, and how many more there are", () => {
  const specs = Object.fromEntries(
    Array.from({ length: 300 }, (_, number): [string, InputSpec] => [`param_${number}`, { type: "string" }]),
  );
  const [problem] = triggerProblems({ filter: null, params: { other: "1" } }, specs, names);
  expect(problem?.text).toContain("param_0, param_1,");
  expect(problem?.text).toContain("and 288 more");
});
