import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import { graphShape } from "../shape/graph-shape.ts";
import { vertexShape } from "../shape/vertex-shape.ts";
import { parseGraphFile } from "./graph-file.ts";
import { graphFileJson } from "./graph-file-json.ts";
import { graphFileSchema } from "./graph-file-schema.ts";

const printed = JSON.parse(JSON.stringify(graphFileSchema()));
const validator = z.fromJSONSchema(printed);
const folder = new URL("../../../e2e/graphs/", import.meta.url);
const bare = { signalbox: 1, name: "g", vertices: { A: {} } };

describe("the JSON Schema of graph files", () => {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  test.each(names.filter((name) => name.endsWith(".yaml")))("allows e2e/graphs/%s", (name) => {
    validator.parse(parse(readFileSync(new URL(name, folder), "utf8")));
  });

  test("allows every graph file that can be read, and every one that is written", () => {
    fc.assert(
      fc.property(arbitraryGraphFile, (value) => {
        validator.parse(value);
        const parsed = parseGraphFile(value);
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
        validator.parse(graphFileJson(parsed.file));
      }),
      { numRuns: 100 },
    );
  });

  test.each<[string, object]>([
    [
      "a list of params as inputs",
      { ...bare, params: { p: { type: "str" } }, vertices: { A: { inputs: ["p"] } } },
    ],
    ["inputs without any", { ...bare, vertices: { A: { inputs: null } } }],
    ["a chain of edges", { ...bare, vertices: { A: {}, B: {}, C: {} }, edges: ["A -> B -> C"] }],
    [
      "several tails",
      { ...bare, vertices: { A: {}, B: {}, C: {} }, edges: [{ tail: ["A", "B"], head: "C" }] },
    ],
  ])("allows %s, as parseGraphFile does", (_, value) => {
    validator.parse(value);
    expect(parseGraphFile(value).ok).toBe(true);
  });

  test.each<[string, object]>([
    ["an unknown field", { ...bare, vertices: { A: { scirpt: "x" } } }],
    ["an unknown kind", { ...bare, vertices: { A: { kind: "robot" } } }],
    ["a duration in words", { ...bare, vertices: { A: { timeout: "ten minutes" } } }],
    ["an empty duration", { ...bare, vertices: { A: { timeout: "" } } }],
    ["an edge without a head", { ...bare, edges: [{ tail: "A" }] }],
    ["an edge that is no arrow", { ...bare, edges: ["A B"] }],
    ["a graph without its revision", { ...bare, vertices: { A: { graph: "deploy" } } }],
    ["another version", { ...bare, signalbox: 2 }],
    ["an unknown type", { ...bare, params: { p: { type: "text file" } } }],
  ])("refuses %s, as parseGraphFile does", (_, value) => {
    expect(validator.safeParse(value).success).toBe(false);
    expect(parseGraphFile(value).ok).toBe(false);
  });

  test("has every field of the shape, with a description", () => {
    const vertices = printed.properties.vertices.anyOf[0].additionalProperties.anyOf[0];
    for (const [schema, shape] of [
      [printed, graphShape],
      [vertices, vertexShape.def.out.def.in.def.out],
    ] as const) {
      expect(Object.keys(schema.properties)).toEqual(Object.keys(shape.shape));
      for (const [field, { description }] of Object.entries<{ description?: string }>(schema.properties))
        expect(description, field).toMatch(/\S/);
    }
    expect(printed.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  });
});
