import { expect, test } from "vitest";
import { digestOf } from "./digest.ts";
import { parseGraphFile } from "./graph-file.ts";

const bare = { signalbox: 1, name: "g", vertices: { A: { script: "x" } } };
const withVertex = (spec: unknown) => ({ ...bare, vertices: { A: spec } });

function file(value: unknown) {
  const result = parseGraphFile(value);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file;
}

test("short and long forms are the same graph with the same digest", () => {
  const params = {
    version: { type: "str", min: 3 },
    env: { type: "enum", enum: ["a", "b"], default: "a" },
  };
  const host = { type: "string", default: "web-1" };
  const [B, C, D] = [null, null, null];
  const short = file({
    ...bare,
    params,
    vertices: { A: { inputs: ["version", { host }, "env"] }, B, C, D },
    edges: ["A -> B -> C", { tail: ["A", "B"], head: "D", when: "failed" }, { tail: "C", head: ["D"] }],
  });
  const inputs = {
    version: { type: "string", from: "params.version" },
    host,
    env: { type: "enum", enum: ["a", "b"], from: "params.env" },
  };
  const long = file({
    ...bare,
    params,
    vertices: { A: { inputs }, B, C, D },
    edges: [
      "A -> B",
      "B -> C",
      { tail: "A", head: "D", when: "failed" },
      { tail: "B", head: "D", when: "failed" },
      "C -> D",
    ],
  });
  expect(short).toEqual(long);
  expect(Object.keys(short.content.vertices.get("A")?.inputs ?? {})).toEqual(["version", "host", "env"]);
  expect(digestOf(short.content)).toBe(digestOf(long.content));
});

test.each<[string, unknown, string]>([
  ["a chain with a gap", { ...bare, edges: ["A -> -> C"] }, "edges[0].head: The name is empty."],
  [
    "an edge from an empty list",
    { ...bare, edges: ["A -> B", { tail: [], head: "A" }] },
    "edges[1].tail: Wanted at least one vertex, found an empty list.",
  ],
  [
    "too many edges in two lists",
    { ...bare, edges: [{ tail: Array(300).fill("A"), head: Array(300).fill("A") }] },
    "edges[0]: Wanted at most 50,000 edges, found more.",
  ],
  [
    "a problem behind a chain",
    { ...bare, edges: ["A -> A -> A", { tail: "A", head: "A", wen: "x" }] },
    "edges[1]: Unknown here: `wen` (did you mean `when`?)",
  ],
  [
    "an input that is no param",
    { ...bare, params: { env: { type: "string" } }, vertices: { A: { inputs: ["env", "version"] } } },
    "vertices.A.inputs[1]: The graph has no param `version`: they are env.",
  ],
  [
    "an input twice",
    { ...bare, params: { env: { type: "string" } }, vertices: { A: { inputs: ["env", "env"] } } },
    "vertices.A.inputs[1]: The input `env` occurs here twice.",
  ],
  [
    "a problem of an input in a list",
    withVertex({ inputs: [{ ip: { type: "strin" } }] }),
    "vertices.A.inputs[0].ip.type: Wanted `string`",
  ],
  ["a number as an input", withVertex({ inputs: [5] }), "vertices.A.inputs[0]: Wanted the name of a param"],
])("%s is a problem at its place in the file", (_, value, said) => {
  const result = parseGraphFile(value);
  const problems = result.ok ? [] : result.problems.map(({ path, text }) => `${path}: ${text}`);
  expect(problems.join("\n")).toContain(said);
});
