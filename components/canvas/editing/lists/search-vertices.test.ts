import { expect, test } from "vitest";
import type { GraphContent, VertexSpec } from "#engine/model/graph-content.ts";
import { searchVertices } from "./search-vertices.ts";

function graphOf(vertices: Readonly<Record<string, VertexSpec>>): GraphContent {
  return { signalbox: 1, name: "g", vertices: new Map(Object.entries(vertices)), edges: [] };
}

test("a text is found in names first, then in what each kind holds", () => {
  const content = graphOf({
    A: { script: "echo one\ncurl backup\n" },
    B: { kind: "http", http: { url: "https://backup.example.com/", body: "{}" } },
    C: { kind: "approval", prompt: { title: "Is the backup there?" } },
    D: { inputs: { place: { type: "string", description: "where the backup is" } } },
    "back-up": {},
    backup: { script: "exit 0" },
  });
  expect(searchVertices(content, "BACKUP")).toEqual([
    { vertex: "backup", where: "name" },
    { vertex: "A", where: "script, line 2" },
    { vertex: "B", where: "request" },
    { vertex: "C", where: "question" },
    { vertex: "D", where: "input place" },
  ]);
  expect(searchVertices(content, "  ")).toEqual([]);
});
