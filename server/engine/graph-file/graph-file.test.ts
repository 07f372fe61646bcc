import { describe, expect, test } from "vitest";
import { type GraphFileResult, parseGraphFile } from "./graph-file.ts";

const bare = { signalbox: 1, name: "g", vertices: { A: { script: "x" } } };
const withVertex = (spec: unknown) => ({ ...bare, vertices: { A: spec } });
const withInput = (spec: unknown) => withVertex({ inputs: { ip: spec } });

function file(value: unknown) {
  const result = parseGraphFile(value);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file;
}

function problems(result: GraphFileResult): readonly string[] {
  return result.ok ? [] : result.problems.map(({ path, text }) => `${path}: ${text}`);
}

describe("the normal form", () => {
  test("omits defaults", () => {
    const { content } = file({
      ...bare,
      description: "",
      params: {},
      onFailure: "stop",
      vertices: {
        A: {
          kind: "script",
          script: "",
          description: "",
          interpreter: "bash",
          onFailure: "fail",
          onLost: "ask",
          join: "all",
          priority: 0,
          labels: [],
          outputs: {},
          revert: "",
          retry: { max: 0 },
          inputs: { ip: { type: "string", required: false, default: null, pattern: "", from: "" } },
        },
        B: {
          retry: { max: 1, delay: "0s", factor: 1, jitter: false, onExit: [] },
          prompt: { quorum: 1, onTimeout: "fail" },
        },
      },
      edges: [{ tail: "A", head: "B", when: "succeeded", default: false }],
    });
    expect(content).toEqual({
      signalbox: 1,
      name: "g",
      vertices: new Map([
        ["A", { inputs: { ip: { type: "string" } } }],
        ["B", { retry: { max: 1 }, prompt: {} }],
      ]),
      edges: [{ tail: "A", head: "B" }],
    });
    expect(Object.keys(content)).toEqual(["signalbox", "name", "vertices", "edges"]);
    expect(Object.keys(content.vertices.get("A") ?? {})).toEqual(["inputs"]);
  });

  test("resolves aliases, durations, arrows and Unicode forms", () => {
    const { content, layout } = file({
      ...bare,
      vertices: {
        "e\u0301": { timeout: "1h30m", inputs: { a: { type: "str" }, b: { type: "int" } } },
        B: null,
      },
      edges: ["\u00e9 -> B", "B->é"],
      layout: { "e\u0301": [1.6, -0.2], B: [0, 0], gone: [1, 1] },
    });
    expect(content.vertices).toEqual(
      new Map([
        ["é", { timeout: 5_400_000, inputs: { a: { type: "string" }, b: { type: "integer" } } }],
        ["B", {}],
      ]),
    );
    expect(content.edges).toEqual([
      { tail: "é", head: "B" },
      { tail: "B", head: "é" },
    ]);
    expect(layout).toEqual(
      new Map([
        ["é", { x: 2, y: 0 }],
        ["B", { x: 0, y: 0 }],
      ]),
    );
  });

  test("keeps null as the default of a json input, because it is a value", () => {
    expect(
      file(withInput({ type: "json", default: null })).content.vertices.get("A")?.inputs?.["ip"],
    ).toEqual({
      type: "json",
      default: null,
    });
  });

  test("has no inherited keys in maps with names from people", () => {
    const { content } = file({
      ...bare,
      vertices: { valueOf: { inputs: { toString: { type: "string" } } } },
    });
    const inputs = content.vertices.get("valueOf")?.inputs ?? {};
    expect(Object.keys(inputs)).toEqual(["toString"]);
    expect("valueOf" in inputs).toBe(false);
  });
});

describe("a problem says what was wanted, what was found, and the place", () => {
  test.each<[string, unknown, string]>([
    ["no map", 5, ": Wanted a map (`name: …`), found the number 5."],
    ["nothing", null, ": Wanted a map (`name: …`), found nothing."],
    ["a list", [], ": Wanted a map (`name: …`), found a list."],
    [
      "no version",
      { name: "g", vertices: {} },
      "signalbox: Wanted `signalbox: 1`, the version of the file format, found nothing.",
    ],
    [
      "another version",
      { ...bare, signalbox: 2 },
      "signalbox: Wanted `signalbox: 1`, the version of the file format, found the number 2.",
    ],
    ["no name", { signalbox: 1, vertices: {} }, "name: Wanted text, found nothing."],
    [
      "a number for text",
      withVertex({ script: 7 }),
      'vertices.A.script: Wanted text, found the number 7. Put it in quotes if it is meant as text: "7".',
    ],
    [
      "a misspelt key",
      withVertex({ scirpt: "x" }),
      "vertices.A: Unknown here: `scirpt` (did you mean `script`?). Known: kind,",
    ],
    [
      "a misspelt top key",
      { ...bare, vertexes: {} },
      ": Unknown here: `vertexes` (did you mean `vertices`?).",
    ],
    [
      "a misspelt word",
      withVertex({ interpreter: "pyton3" }),
      'Wanted `bash`, `sh`, `python3` or `node`, found the text "pyton3". Did you mean `python3`?',
    ],
    ["an unknown type", withInput({ type: "strin" }), "vertices.A.inputs.ip.type: Wanted `string`, "],
    ["no type", withInput({}), "vertices.A.inputs.ip.type: Wanted `string`, "],
    [
      "a bad input name",
      withVertex({ inputs: { "a-b": { type: "string" } } }),
      "vertices.A.inputs.a-b: The name has - (U+002D)",
    ],
    ["a bad vertex name", { ...bare, vertices: { "a/b": {} } }, 'vertices["a/b"]: The name has / (U+002F)'],
    ["a bad graph name", { ...bare, name: "a b" }, "name: The name has a space"],
    ["one name in two forms", { ...bare, vertices: { é: {}, "e\u0301": {} } }, "occurs twice here"],
    [
      "a bare number as duration",
      withVertex({ timeout: 600 }),
      "vertices.A.timeout: Wanted a duration such as `10m`, `1h30m`, `90s` or `500ms`, found the number 600.",
    ],
    ["a broken duration", withVertex({ timeout: "10 min" }), 'found the text "10 min".'],
    [
      "a timeout of nothing",
      withVertex({ timeout: "0s" }),
      "Wanted a duration between 1ms and 366d, found `0s`.",
    ],
    [
      "an endless timeout",
      withVertex({ timeout: "900d" }),
      "Wanted a duration between 1ms and 366d, found `900d`.",
    ],
    [
      "an edge without arrow",
      { ...bare, edges: ["A B"] },
      'edges[0]: Wanted an edge such as `A -> B`, found the text "A B".',
    ],
    ["an edge without head", { ...bare, edges: ["A -> "] }, "edges[0].head: The name is empty."],
    ["edges as a map", { ...bare, edges: { A: "B" } }, "edges: Wanted a list, found a map."],
    [
      "a place that is none",
      { ...bare, layout: { A: [1e308, 0] } },
      "layout.A[0]: Wanted a number of at most 10000000, found the number 1e+308.",
    ],
    [
      "a place of three",
      { ...bare, layout: { A: [1, 2, 3] } },
      "layout.A: Wanted at most 2 entries, found more.",
    ],
    ["NUL", withVertex({ script: "a\0" }), "vertices.A.script: The text has a NUL character"],
    [
      "a long script",
      withVertex({ script: "é".repeat(524_289) }),
      "Wanted a script of at most 1 MiB, found one of 1,048,578 bytes.",
    ],
    [
      "a long description",
      { ...bare, description: "x".repeat(10_001) },
      "description: Wanted at most 10,000 characters, found more.",
    ],
    [
      "a long enum",
      withInput({ type: "enum", enum: Array.from({ length: 1_001 }, String) }),
      "enum: Wanted at most 1,000 entries, found more.",
    ],
    [
      "an enum that repeats itself",
      withInput({ type: "enum", enum: ["a", "a"] }),
      "occurs in the list twice",
    ],
    [
      "too many labels",
      withVertex({ labels: Array.from({ length: 9 }, (_, place) => `l${place}`) }),
      "labels: Wanted at most 8 entries",
    ],
    [
      "a label with a comma",
      withVertex({ labels: ["a,b"] }),
      "vertices.A.labels[0]: `a,b` cannot be a label.",
    ],
    [
      "__proto__",
      JSON.parse('{"signalbox":1,"name":"g","vertices":{"__proto__":{}}}'),
      "vertices.__proto__: The name `__proto__`",
    ],
  ])("%s", (_, value, said) => {
    expect(problems(parseGraphFile(value)).join("\n")).toContain(said);
  });

  test("all problems are reported at once", () => {
    const found = problems(
      parseGraphFile({ ...bare, name: "", vertices: { A: { join: "some", timeout: 5 } }, edges: ["x"] }),
    );
    expect(found.map((text) => text.split(":")[0])).toEqual([
      "name",
      "vertices.A.timeout",
      "vertices.A.join",
      "edges[0]",
    ]);
  });

  test("at most a hundred problems are reported, with the number of the others", () => {
    const vertices = Object.fromEntries(
      Array.from({ length: 150 }, (_, place) => [`v${place}`, { script: 1 }]),
    );
    const found = problems(parseGraphFile({ ...bare, vertices }));
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toContain("50 more");
  });
});

test("accepts 10,000 vertices and refuses one more", () => {
  const vertices = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, place) => [`v${place}`, { script: "true" }]));
  expect(file({ ...bare, vertices: vertices(10_000) }).content.vertices.size).toBe(10_000);
  expect(problems(parseGraphFile({ ...bare, vertices: vertices(10_001) }))).toEqual([
    "vertices: Wanted at most 10,000 entries, found 10,001.",
  ]);
});
