import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { cutGraph } from "#engine/vertex-test/cut-graph.ts";
import { entriesOf, filledEntries, readTest, testGroups } from "./vertex-test.ts";

const read = readGraphText(`signalbox: 1
name: release
params: { env: { type: string, default: staging } }
vertices:
  build: { script: x, outputs: { tag: { type: string, required: true }, size: { type: integer } } }
  deploy:
    script: "echo {tag} {size} {env} {note}"
    inputs:
      tag: { type: string, from: outputs.build.tag }
      size: { type: integer, from: outputs.build.size }
      env: { type: string, from: params.env }
      note: { type: text }
edges: [build -> deploy]
`);
if (!read.ok) throw new Error("The test's graph is wrong.");
const { file } = read;
const groups = (() => {
  const cut = cutGraph(file, "deploy", "vertex");
  return cut === null ? [] : testGroups(cut);
})();

test("a test asks for params, for outputs of what does not run, and for inputs that nothing gives", () => {
  expect(
    groups.map(({ vertex, isGiven, fields }) => [vertex, isGiven, fields.map(({ name }) => name)]),
  ).toEqual([
    [null, false, ["env"]],
    ["build", true, ["tag", "size"]],
    ["deploy", false, ["note"]],
  ]);
  expect(readTest(groups, new Map())).toEqual({ params: { env: "staging" }, inputs: {}, problemCount: 1 });
});

test("values of an earlier pipeline fill the fields, and what it does not have stays as it was typed", () => {
  const typed = new Map([
    ["build", new Map([["size", "7"]])],
    ["deploy", new Map([["note", "mine"]])],
  ]);
  const tracks = [
    { vertex: "build", inputs: null, outputs: { tag: "1.4", other: "x" } },
    { vertex: "deploy", inputs: { tag: "no" }, outputs: null },
  ];
  const filled = filledEntries(groups, typed, { params: { env: "prod", gone: 1 }, tracks });
  expect(readTest(groups, filled)).toMatchObject({
    params: { env: "prod" },
    inputs: { build: { tag: "1.4" }, deploy: { note: "mine" } },
    problemCount: 0,
  });
  const build = groups.find(({ vertex }) => vertex === "build");
  expect(build && entriesOf(build, filled).get("size")).toBe("7");
});
