import { expect, test } from "vitest";
import { firstEntries, readForm } from "#components/values-form/form-values.ts";
import { EMPTY_TEXT } from "#components/values-form/when-empty.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { trackForTest } from "../../store/track-for-test.ts";
import { inputFields, readInputs } from "./input-fields.ts";

const FILE =
  "signalbox: 1\nname: g\nvertices: { A: { script: ':', inputs: { config: { type: json, default: { a: 1 } } } } }\n";

function fieldsOf(text: string, inputs: TrackView["inputs"]) {
  const read = readGraphText(text);
  if (!read.ok) throw new Error("The test's graph is wrong.");
  return inputFields(read.file, trackForTest({ vertex: "A", inputs }));
}

test("the inputs of a track begin with what its last attempt was given, also where that is null, and empty without one", () => {
  for (const [config, shown] of [
    [null, { config: null }],
    [[], { config: [] }],
    [undefined, {}],
  ] as const) {
    const fields = fieldsOf(FILE, config === undefined ? null : { config });
    expect(readForm(fields, firstEntries(fields), "problem").values).toEqual(shown);
  }
});

test("only values that were changed are read and judged: one that is required keeps what it is worked out to be", () => {
  const text = `signalbox: 1
name: g
vertices:
  A:
    script: ":"
    inputs:
      host: { type: string, from: item, required: true }
      region: { type: string, from: item, default: eu }
      n: { type: integer, default: 1 }
`;
  const fields = fieldsOf(text, null);
  const begun = firstEntries(fields);
  const none = new Map();
  expect(readInputs(fields, begun)).toEqual({ values: {}, problems: none });
  const set = (name: string, entry: string) => readInputs(fields, new Map(begun).set(name, entry));
  expect(set("n", "1")).toEqual({ values: { n: 1 }, problems: none });
  expect(set("n", "x").problems.has("n")).toBe(true);
  expect(set("region", EMPTY_TEXT)).toEqual({ values: { region: "" }, problems: none });
});
