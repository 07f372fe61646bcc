import { expect, test } from "vitest";
import { MAX_VARIABLE_BYTES, trackEnvironment } from "./environment.ts";

const where = { inputs: {}, values: {}, pipeline: 1, digest: "d", vertex: "v", attempt: 1 };
const LONG = "ä".repeat(100_000);

function outputsGiven(outputs: Readonly<Record<string, string | readonly string[]>>, script: string) {
  const environment = trackEnvironment({
    ...where,
    undone: { outputs, failures: [], script },
  });
  return Object.keys(environment)
    .filter((name) => name.startsWith("SIGNALBOX_OUTPUT_"))
    .map((name) => name.slice("SIGNALBOX_OUTPUT_".length))
    .sort();
}

test("an undo script does without an output that fits into no variable, except where it names it", () => {
  const outputs = { report: LONG, list: [LONG], id: "7" };
  expect(outputsGiven(outputs, 'rm "$SIGNALBOX_OUTPUT_id"')).toEqual(["id"]);
  // It cannot start, and is told why.
  expect(outputsGiven(outputs, 'rm "$SIGNALBOX_OUTPUT_report"')).toEqual(["id", "report"]);
  for (const script of ["env | grep SIGNALBOX_OUTPUT_", "jq . <<< ${SIGNALBOX_OUTPUT_$name}"])
    expect(outputsGiven(outputs, script)).toEqual(["id", "list", "report"]);
});

test("the longest output that a variable can hold is given", () => {
  const most = MAX_VARIABLE_BYTES - "SIGNALBOX_OUTPUT_a=".length;
  expect(outputsGiven({ a: "x".repeat(most) }, "true")).toEqual(["a"]);
  expect(outputsGiven({ a: "x".repeat(most + 1) }, "true")).toEqual([]);
});

test("where all outputs together are too long, those that the undo script names come first, and then short ones", () => {
  const long = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, place) => [`long${place}`, "x".repeat(120_000)]));
  const given = outputsGiven({ ...long(20), id: "7", read: "y".repeat(120_000) }, "$SIGNALBOX_OUTPUT_read");
  expect(given).toContain("read");
  expect(given).toContain("id");
  expect(given).toHaveLength(2 + 12);
});
