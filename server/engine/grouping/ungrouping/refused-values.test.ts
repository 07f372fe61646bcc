import { expect, test } from "vitest";
import { reasonsOf } from "./ungroup-for-test.ts";

const CHILD = `params: { tag: { type: text } }
outputs: { url: { type: text, from: outputs.ship.url } }
vertices: { ship: { script: x, inputs: { t: { type: text, from: params.tag } } } }`;

const parent = (input: string, output: string) => `vertices:
  build: { script: x }
  part:
    kind: graph
    graph: { name: part, revision: 1 }
    inputs: { tag: { type: text, from: outputs.build.tag${input} } }
    outputs: { url: { type: text${output} } }
  tell: { script: x, inputs: { u: { type: text, from: outputs.part.url } } }
edges: [build -> part -> tell]`;

test("values that are declared as they are handed on are no reason", () => {
  expect(reasonsOf(parent("", ""), CHILD)).toEqual([]);
});

test.each([
  [", default: '7'", "default"],
  [", required: true", "required"],
  [", min: 3", "min"],
  [", max: 3", "max"],
  [", pattern: v.*", "pattern"],
  [", ask: never", "ask"],
])("an input of the vertex with `from` and %s is refused with its name", (input, field) => {
  expect(reasonsOf(parent(input, ""), CHILD)).toEqual([
    `The input tag of part has another \`${field}\` than the value would have without the child graph.`,
  ]);
});

test("an input of another type is refused", () => {
  const text = parent("", "").replace("tag: { type: text", "tag: { type: string");
  expect(reasonsOf(text, CHILD)).toEqual([expect.stringMatching(/The input tag of part has another `type`/)]);
});

test.each([
  [", default: none", "default"],
  [", required: true", "required"],
  [", max: 9", "max"],
])("an output of the vertex with %s is refused with its name", (output, field) => {
  expect(reasonsOf(parent("", output), CHILD)).toEqual([
    `The output url of part has another \`${field}\` than the value would have without the child graph.`,
  ]);
});

test.each([
  ["params: { tag: { type: text", ", default: main", /The param tag of the child has another `default`/],
  ["outputs: { url: { type: text", ", default: none", /The output url of the child has another `default`/],
  ["outputs: { url: { type: text", ", required: true", /The output url of the child has another `required`/],
])("the child: %s%s is refused with its name", (place, more, reason) => {
  expect(reasonsOf(parent("", ""), CHILD.replace(place, place + more))).toEqual([
    expect.stringMatching(reason),
  ]);
});

test("what is declared and read by nothing is refused where its check can fail", () => {
  const input = parent("", "").replace(
    "inputs: { tag",
    "inputs: { n: { type: integer, from: outputs.build.n }, tag",
  );
  expect(reasonsOf(input, CHILD.replace("params: {", "params: { n: { type: integer },"))).toEqual([
    expect.stringMatching(/The input n of part is read by no vertex/),
  ]);
  const output = parent("", "").replace("outputs: { url", "outputs: { n: { type: integer }, url");
  const given = CHILD.replace("outputs: {", "outputs: { n: { type: integer, from: outputs.ship.n },");
  expect(reasonsOf(output, given)).toEqual([
    expect.stringMatching(/The output n of the child is read by nothing/),
    expect.stringMatching(/The output n of part is read by nothing/),
  ]);
});

test("an output of the child that is read by nothing and cannot fail is no reason", () => {
  const given = CHILD.replace(
    "outputs: {",
    "outputs: { log: { type: text, from: outputs.ship.log },",
  ).replace("{ script: x, inputs", "{ script: x, outputs: { log: { type: text } }, inputs");
  expect(reasonsOf(parent("", ""), given)).toEqual([]);
});
