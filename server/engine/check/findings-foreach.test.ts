import { expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { foreachFindings } from "./findings-foreach.ts";

function codesOf(more: object): readonly string[] {
  const content = contentOf({ A: { script: "x", foreach: { items: "[1]", ...more } } }, []);
  return foreachFindings(content).map(({ code }) => code);
}

test("limits of items that contradict each other, or that need another field, are errors", () => {
  expect(codesOf({ failFast: true, maxFailures: 2 })).toEqual(["fail-fast-and-max-failures"]);
  expect(codesOf({ onFailFast: "stop" })).toEqual(["fail-fast-missing"]);
  expect(codesOf({ pause: "30s" })).toEqual(["batch-missing"]);
});

test("more items at once than a batch has is a warning", () => {
  expect(codesOf({ parallel: 6, batch: 5 })).toEqual(["parallel-above-batch"]);
  expect(codesOf({ parallel: "params.n", batch: 5 })).toEqual([]);
});

test("limits that go together have no finding", () => {
  expect(codesOf({ failFast: true, onFailFast: "stop", batch: 5, pause: "30s", parallel: 5 })).toEqual([]);
  expect(codesOf({ maxFailures: "10%", onFailFast: "stop" })).toEqual([]);
});

test.each(["100%", "10", "-1%", "1.5%", "%"])("the share `%s` is refused", (maxFailures) => {
  expect(() => codesOf({ maxFailures })).toThrow("Wanted a number such as `2`, or a share such as `10%`");
});
