import { describe, expect, test } from "vitest";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { partOf } from "../clipboard-text.ts";
import type { Edit } from "../edit.ts";
import { editDesign } from "./edit-design.ts";

const at = { x: 0, y: 0 };

function fileOf(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const CHAIN = fileOf(`
vertices: { A: { script: echo A }, B: { script: echo B }, C: { script: echo C } }
edges: [A -> B, { tail: B, head: C, when: failed }]
layout: { A: [0, 0], B: [300, 0], C: [600, 0] }`);

function done(file: GraphFile, edit: Edit) {
  const edited = editDesign(file, edit);
  if (!edited.ok) throw new Error(edited.text);
  return {
    json: JSON.parse(writeJson(graphFileJson(edited.file))),
    select: edited.select,
    file: edited.file,
  };
}

function refusal(file: GraphFile, edit: Edit): string {
  const edited = editDesign(file, edit);
  if (edited.ok) throw new Error("The edit was done.");
  return edited.text;
}

describe("adding", () => {
  test("a vertex stands where it was put, in whole pixels, and is selected", () => {
    const { json, select } = done(CHAIN, {
      do: "add",
      name: "D",
      spec: {},
      at: { x: 9.6, y: -3.2 },
      hook: { by: "nothing" },
    });
    expect(json["layout"]).toMatchObject({ D: [10, -3] });
    expect(select).toEqual(["D"]);
  });

  test("between two vertices it takes the edge's place, and the condition stays with the tail", () => {
    const hook = { by: "edge", edge: { tail: "B", head: "C" } } as const;
    const { json } = done(CHAIN, { do: "add", name: "D", spec: {}, at, hook });
    expect(json["edges"]).toEqual(["A -> B", { tail: "B", head: "D", when: "failed" }, "D -> C"]);
  });

  test("a vertex without edges is put between two, which give way, into the frame of both", () => {
    const file = fileOf(`
vertices: { A: {}, B: {}, C: {}, Z: { final: always } }
edges: [{ tail: A, head: B, when: failed }]
frames: { f: { vertices: [A, B] }, g: { vertices: [C] } }
layout: { A: [0, 0], B: [300, 0], C: [0, 400] }`);
    const edge = { tail: "A", head: "B" };
    const { json } = done(file, {
      do: "put-between",
      name: "C",
      edge,
      at: { x: 300, y: 0 },
      moved: new Map([["B", { x: 600.4, y: 0 }]]),
    });
    expect(json["edges"]).toEqual([{ tail: "A", head: "C", when: "failed" }, "C -> B"]);
    expect(json["layout"]).toMatchObject({ C: [300, 0], B: [600, 0] });
    expect(json["frames"]).toEqual({ f: { vertices: ["A", "B", "C"] } });
    expect(refusal(file, { do: "put-between", name: "A", edge, at })).toContain("has edges of its own");
    expect(refusal(file, { do: "put-between", name: "Z", edge, at })).toContain("final step");
    expect(refusal(file, { do: "put-between", name: "C", edge: { tail: "B", head: "A" }, at })).toContain(
      "not there any more",
    );
  });

  test.each([
    ["A", "There is a vertex A already."],
    ["a", "differ only in upper and lower case"],
    ["", "The name is empty."],
    ["a/b", "which is not allowed there"],
  ])("the name %j is refused", (name, text) => {
    expect(refusal(CHAIN, { do: "add", name, spec: {}, at, hook: { by: "nothing" } })).toContain(text);
  });
});

describe("connecting", () => {
  test.each([
    [{ tail: "A", head: "A" }, "A cannot wait for itself."],
    [{ tail: "A", head: "B" }, "A -> B is there already."],
    [{ tail: "C", head: "A" }, "This would close a cycle: C -> A -> B -> C."],
    [{ tail: "A", head: "Z" }, "not there any more"],
  ])("%j is refused with the reason", (edge, text) => {
    expect(refusal(CHAIN, { do: "connect", edge })).toContain(text);
  });

  test("an end is dragged elsewhere, and what was said of the edge stays said", () => {
    const { json } = done(CHAIN, {
      do: "reconnect",
      edge: { tail: "B", head: "C" },
      to: { tail: "A", head: "C" },
    });
    expect(json["edges"]).toEqual(["A -> B", { tail: "A", head: "C", when: "failed" }]);
  });

  test("an end is not dragged to where an edge is already, nor to where it closes a cycle", () => {
    const connected = done(CHAIN, { do: "connect", edge: { tail: "A", head: "C" } }).file;
    const from = { tail: "B", head: "C" };
    expect(refusal(connected, { do: "reconnect", edge: from, to: { tail: "A", head: "C" } })).toContain(
      "there already",
    );
    expect(refusal(connected, { do: "reconnect", edge: from, to: { tail: "B", head: "A" } })).toContain(
      "close a cycle",
    );
  });

  test("an edge that is turned around is not in its own way", () => {
    const { json } = done(CHAIN, {
      do: "reconnect",
      edge: { tail: "B", head: "C" },
      to: { tail: "C", head: "B" },
    });
    expect(json["edges"]).toEqual(["A -> B", { tail: "C", head: "B", when: "failed" }]);
  });

  test("succeeded is what holds anyway and is not said", () => {
    const { json } = done(CHAIN, { do: "set-edge", edge: { tail: "B", head: "C" }, when: "succeeded" });
    expect(json["edges"]).toEqual(["A -> B", "B -> C"]);
  });
});

test("a renamed vertex keeps its edges, its place and its number", () => {
  const { json } = done(CHAIN, { do: "rename", from: "B", to: "Über setzen" });
  expect(Object.keys(json["vertices"] as object)).toEqual(["A", "Über setzen", "C"]);
  expect(json["edges"]).toEqual(["A -> Über setzen", { tail: "Über setzen", head: "C", when: "failed" }]);
  expect(json["layout"]).toMatchObject({ "Über setzen": [300, 0] });
});

test("a vertex may change the case of its own name", () => {
  expect(Object.keys(done(CHAIN, { do: "rename", from: "B", to: "b" }).json["vertices"] as object)).toEqual([
    "A",
    "b",
    "C",
  ]);
});

test("a removed vertex takes its edges and its place along", () => {
  const { json } = done(CHAIN, { do: "remove", vertices: ["B"], edges: [] });
  expect(json["edges"]).toEqual([]);
  expect(json["layout"]).toEqual({ A: [0, 0], C: [600, 0] });
});

test("what is said of a vertex is judged as in a file", () => {
  const spec = { script: "echo B", timeout: "ten minutes" };
  expect(refusal(CHAIN, { do: "set-vertex", name: "B", spec })).toContain("Wanted a duration such as `10m`");
  const { json } = done(CHAIN, {
    do: "set-vertex",
    name: "B",
    spec: { script: "echo B", timeout: "600s", join: "all" },
  });
  expect(json["vertices"]).toMatchObject({ B: { script: "echo B", timeout: "10m" } });
});

test("a header that says nothing any more leaves nothing behind", () => {
  const said = done(CHAIN, { do: "set-graph", header: { description: "why", onFailure: "continue" } }).file;
  const { json } = done(said, { do: "set-graph", header: { description: "" } });
  expect(Object.keys(json)).toEqual(["signalbox", "name", "vertices", "edges", "layout"]);
});

test("a pasted part gets free names, keeps its inner edges, and comes selected", () => {
  const part = partOf(CHAIN, ["B", "C"]);
  const { json, select } = done(CHAIN, { do: "paste", part, at: { x: 100, y: 200 } });
  expect(select).toEqual(["B-2", "C-2"]);
  expect(json["edges"]).toContainEqual({ tail: "B-2", head: "C-2", when: "failed" });
  expect(json["layout"]).toMatchObject({ "B-2": [100, 200], "C-2": [400, 200] });
});

test("an edit that changes nothing gives the same file", () => {
  const places = new Map([["A", { x: 0.3, y: 0 }]]);
  expect(done(CHAIN, { do: "move", places }).file).toBe(CHAIN);
  expect(done(CHAIN, { do: "rename", from: "A", to: "A" }).file).toBe(CHAIN);
  expect(done(CHAIN, { do: "remove", vertices: ["Z"], edges: [] }).file).toBe(CHAIN);
});

describe("reactions, rescues and final steps", () => {
  const edge = { tail: "B", head: "C" };
  const edgesAfter = (file: GraphFile, edit: Edit) => done(file, edit).json["edges"];

  test("an edge for a failure may rescue; the mark stays while the edge is there for a failure", () => {
    const { file, json } = done(CHAIN, { do: "set-edge", edge, when: "failed", rescue: true });
    expect(json["edges"]).toEqual(["A -> B", { tail: "B", head: "C", when: "failed", rescue: true }]);
    expect(edgesAfter(file, { do: "set-edge", edge, when: "exit == 3" })).toEqual([
      "A -> B",
      { tail: "B", head: "C", when: "exit == 3", rescue: true },
    ]);
    expect(edgesAfter(file, { do: "set-edge", edge, when: "always" })).toEqual([
      "A -> B",
      { tail: "B", head: "C", when: "always" },
    ]);
    expect(edgesAfter(file, { do: "set-edge", edge, when: "failed", rescue: false })).toEqual([
      "A -> B",
      { tail: "B", head: "C", when: "failed" },
    ]);
  });

  test("an edge with a time has no condition, and one with a condition no time; a wrong time is refused", () => {
    const { file } = done(CHAIN, { do: "set-edge", edge, when: "failed", rescue: true });
    const timed = done(file, { do: "set-timer", edge, after: "90s" });
    expect(timed.json["edges"]).toEqual(["A -> B", { tail: "B", head: "C", after: "1m30s" }]);
    expect(edgesAfter(timed.file, { do: "set-edge", edge, when: "succeeded" })).toEqual(["A -> B", "B -> C"]);
    expect(refusal(file, { do: "set-timer", edge, after: "soon" })).toMatch(/^Wanted a duration such as/);
    expect(refusal(file, { do: "set-timer", edge, after: "10ms" })).toMatch(/^Wanted a duration between 1s/);
    const gone = { tail: "C", head: "A" };
    expect(refusal(file, { do: "set-timer", edge: gone, after: "1m" })).toBe(
      "The edge is not there any more.",
    );
  });

  test.each([
    ["too long a text", "x".repeat(10_001), "Wanted at most 10,000 characters"],
    ["a text with NUL", "exit == 1\0", "NUL"],
    ["half a surrogate pair", "exit == '\ud800'", "half of a surrogate pair"],
  ])("%s is refused as the condition of an edge: no graph file could hold it", (_, when, text) => {
    expect(refusal(CHAIN, { do: "set-edge", edge, when })).toContain(text);
  });

  test("a final step takes no edge, neither drawn, nor dragged, nor with a new vertex", () => {
    const file = done(CHAIN, {
      do: "add",
      name: "end",
      spec: { script: "x", final: "always" },
      at,
      hook: { by: "nothing" },
    }).file;
    const text = "end is a final step: it runs after everything else, so it has no edges.";
    expect(refusal(file, { do: "connect", edge: { tail: "A", head: "end" } })).toBe(text);
    expect(refusal(file, { do: "connect", edge: { tail: "end", head: "A" } })).toBe(text);
    expect(refusal(file, { do: "reconnect", edge, to: { tail: "B", head: "end" } })).toBe(text);
    const hook = { by: "tail", tail: "end" } as const;
    expect(refusal(file, { do: "add", name: "D", spec: {}, at, hook })).toBe(text);
  });
});
