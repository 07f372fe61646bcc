import { expect, test } from "vitest";
import type { GraphContent, VertexSpec } from "../model/graph-content.ts";
import { ringFindings } from "./findings-rings.ts";

function graph(name: string, limit: number | null, runs: readonly string[] = []): GraphContent {
  const vertices = runs.map((ref): [string, VertexSpec] => [
    `run ${ref}`,
    { kind: "graph", graph: { name: ref.split("@")[0] ?? "", revision: 1, digest: ref } },
  ]);
  return {
    signalbox: 1,
    name,
    ...(limit !== null && { limits: { pipelines: limit } }),
    vertices: new Map([...vertices, ["A", { script: "true" }]]),
    edges: [],
  };
}

const children = new Map([
  ["c@1", graph("sealed", 1)],
  ["b@1", graph("sealed", 1)],
  ["b@2", graph("sealed", 1, ["c@1"])],
  ["c@2", graph("sealed", 1, ["b@1"])],
  ["deploy@1", graph("sealed", 1)],
  ["d@1", graph("sealed", null, ["b@2"])],
]);

test("two limited graphs that run each other can wait for each other for ever: a warning names both and the vertices", () => {
  const [found, ...more] = ringFindings(graph("top", null, ["b@2", "c@2", "deploy@1"]), children);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    level: "warning",
    code: "may-wait-in-a-ring",
    vertices: ["run b@2", "run c@2"],
  });
  expect(found?.text).toContain("one holds the limit of graph b and needs the limit of graph c");
});

test("the ring is found through graphs between them, and through the graph itself", () => {
  expect(ringFindings(graph("top", null, ["d@1", "c@2"]), children)).toHaveLength(1);
  expect(ringFindings(graph("c", 1, ["d@1"]), children)).toHaveLength(1);
});

test("a limited graph that runs an older revision of itself, or limits taken in one order, are no ring", () => {
  expect(ringFindings(graph("deploy", 1, ["deploy@1"]), children)).toEqual([]);
  expect(ringFindings(graph("top", 2, ["b@2", "c@1", "d@1"]), children)).toEqual([]);
});

test("locks that are held while a graph below takes another one can be in a ring, too", () => {
  const locking = (held: string, needed: string): GraphContent => ({
    ...graph("top", null),
    vertices: new Map([
      ["run", { kind: "graph", locks: [held], graph: { name: "x", revision: 1, digest: needed } }],
    ]),
  });
  const script = (lock: string): GraphContent => ({
    ...graph("sealed", null),
    vertices: new Map([["A", { script: "true", locks: [lock] }]]),
  });
  const all = new Map([
    ["takes-db", script("db")],
    ["takes-web", script("web")],
    ["db-then-web", locking("db", "takes-web")],
    ["web-then-db", locking("web", "takes-db")],
  ]);
  expect(ringFindings(graph("top", null, ["db-then-web", "web-then-db"]), all)).toHaveLength(1);
  expect(ringFindings(graph("top", null, ["db-then-web", "takes-db"]), all)).toEqual([]);
  expect(ringFindings(locking("db", "takes-db"), all)).toEqual([]);
});
