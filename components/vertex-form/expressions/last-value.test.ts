import { expect, test } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import type { ExpressionPlace } from "#engine/check/readable/expression-place.ts";
import { readableAt } from "#engine/check/readable/readable-at.ts";
import { lastValue, seenOutputs } from "./last-value.ts";
import { pickerRows, searchedRows } from "./picker-rows.ts";
import { RUN } from "./run-for-test.ts";

const { content } = placedFile({
  signalbox: 1,
  name: "g",
  params: { env: { type: "string" }, hosts: { type: "list" } },
  vertices: {
    build: { script: "x", outputs: { size: { type: "integer" } } },
    each: { script: "x", foreach: { items: "params.hosts" } },
    again: { script: "x", repeat: { until: 'result.left == "0"', max: 3 } },
    gate: { kind: "wait", wait: { callback: { until: "size(calls) == 1" } } },
  },
  edges: ["build -> each", "build -> again", "build -> gate"],
} as never);

const at = (vertex: string, field: "inputs" | "foreach" | "repeat" | "received"): ExpressionPlace => ({
  at: "vertex",
  vertex,
  field,
});

test.each<[ExpressionPlace, string, unknown]>([
  [at("each", "foreach"), "params.hosts", { value: '["web-1","web-2"]' }],
  [at("each", "inputs"), "item + outputs.build.undeclared", { value: '"web-1yes"' }],
  [at("each", "inputs"), "index", { value: "0" }],
  [at("again", "repeat"), 'result.left == "0"', { value: "true" }],
  [{ at: "edge", tail: "build", head: "each" }, "exit == 0 && outputs.build.size > 2", { value: "true" }],
  [at("again", "inputs"), "params.none", { problem: expect.stringContaining("none") }],
  [at("gate", "received"), "size(calls) == 1", null],
  [at("each", "inputs"), "  ", null],
])("at %j, %s gives in the last run %j", (place, text, value) => {
  expect(lastValue(content, place, text, RUN)).toEqual(value);
});

test("the list to choose from has what the run gave, its values, and is found by all words of a query", () => {
  const place = at("each", "inputs");
  const rows = pickerRows(content, place, readableAt(content, place, seenOutputs(RUN)), RUN);
  const found = searchedRows(rows, "outputs undecl", null);
  expect(found).toMatchObject([
    { text: "outputs.build.undeclared", last: '"yes"', group: "Outputs of build" },
  ]);
  expect(searchedRows(rows, "", "build").map(({ label }) => label)).toEqual([
    "outputs.build.size",
    "outputs.build.undeclared",
  ]);
  const secret: PipelineView = { ...RUN, params: { ...RUN.params, env: "x".repeat(5_000) } };
  const long = pickerRows(content, place, readableAt(content, place), secret).find(
    ({ id }) => id === "params.env",
  );
  expect(long?.last?.length).toBeLessThan(300);
});
