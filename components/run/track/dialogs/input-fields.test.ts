import { expect, test } from "vitest";
import { firstEntries, readForm } from "#components/values-form/form-values.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { trackForTest } from "../../store/track-for-test.ts";
import { inputFields } from "./input-fields.ts";

const FILE =
  "signalbox: 1\nname: g\nvertices: { A: { script: ':', inputs: { config: { type: json, default: { a: 1 } } } } }\n";

test("the inputs of a track begin with what its last attempt was given, also where that is null", () => {
  const read = readGraphText(FILE);
  if (!read.ok) throw new Error("The test's graph is wrong.");
  for (const [config, shown] of [
    [null, null],
    [[], []],
    [undefined, new Map([["a", 1]])],
  ] as const) {
    const fields = inputFields(
      read.file,
      trackForTest({ vertex: "A", inputs: config === undefined ? null : { config } }),
    );
    expect(readForm(fields, firstEntries(fields), "problem").values).toEqual({ config: shown });
  }
});
