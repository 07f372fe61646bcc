import { describe, expect, test } from "vitest";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { clipboardText, partOf } from "./clipboard-text.ts";
import { editDesign } from "./design/edit-design.ts";
import type { Edit } from "./edit.ts";

function fileOf(text: string): GraphFile {
  const read = readGraphText(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const CHAIN = fileOf(`signalbox: 1
name: g
vertices: { A: {}, B: {}, C: {} }
edges: [A -> B -> C]
layout: { A: [0, 0], B: [300, 0], C: [600, 0] }
frames: { f: { title: Both, vertices: [A, B] } }
notes: { n: { text: hi, at: [0, -100] } }`);

function done(file: GraphFile, edit: Edit) {
  const edited = editDesign(file, edit);
  if (!edited.ok) throw new Error(edited.text);
  const json = JSON.parse(writeJson(graphFileJson(edited.file)));
  return { ...edited, frames: json.frames, notes: json.notes };
}

function refusal(file: GraphFile, edit: Edit): string {
  const edited = editDesign(file, edit);
  if (edited.ok) throw new Error("The edit was done.");
  return edited.text;
}

describe("frames", () => {
  test("a vertex that gets another name stays in its frame, and one that is removed leaves it", () => {
    expect(done(CHAIN, { do: "rename", from: "A", to: "Z" }).frames.f.vertices).toEqual(["Z", "B"]);
    const one = done(CHAIN, { do: "remove", vertices: ["A"], edges: [] });
    expect(one.frames).toEqual({ f: { title: "Both", vertices: ["B"] } });
    expect(done(one.file, { do: "remove", vertices: ["B"], edges: [] }).frames).toBeUndefined();
  });

  test("a new frame takes its vertices out of others, and is selected", () => {
    const edited = done(CHAIN, { do: "set-frame", name: "g", frame: { vertices: ["B", "C"] } });
    expect(edited.frames).toEqual({ f: { title: "Both", vertices: ["A"] }, g: { vertices: ["B", "C"] } });
    expect(edited.selectAnnotations).toEqual(["frame:g"]);
    expect(done(CHAIN, { do: "set-frame", name: "g", frame: { vertices: ["A", "B"] } }).frames).toEqual({
      g: { vertices: ["A", "B"] },
    });
  });

  test("vertices go into a frame and out of it; what is where it should be is no step", () => {
    const more = done(CHAIN, { do: "put-in-frame", frame: "f", vertices: ["C", "A", "gone"] });
    expect(more.frames.f.vertices).toEqual(["A", "B", "C"]);
    expect(
      done(more.file, { do: "put-in-frame", frame: null, vertices: ["A", "B"] }).frames.f.vertices,
    ).toEqual(["C"]);
    expect(done(CHAIN, { do: "put-in-frame", frame: "f", vertices: ["A"] }).file).toBe(CHAIN);
    expect(done(CHAIN, { do: "put-in-frame", frame: null, vertices: ["C"] }).file).toBe(CHAIN);
  });

  test("a frame that is removed leaves its vertices", () => {
    const edited = done(CHAIN, { do: "remove", vertices: [], edges: [], annotations: ["frame:f"] });
    expect([edited.frames, edited.file.content.vertices.size]).toEqual([undefined, 3]);
  });

  test.each<[Edit, string]>([
    [{ do: "set-frame", name: "g", frame: { vertices: [] } }, "Wanted at least 1"],
    [{ do: "set-frame", name: "g", frame: { vertices: ["X"] } }, "does not have"],
    [
      { do: "set-frame", name: "g", frame: { title: "a".repeat(101), vertices: ["A"] } },
      "at most 100 characters",
    ],
    [{ do: "put-in-frame", frame: "x", vertices: ["A"] }, "not there any more"],
    [{ do: "set-note", name: "n", note: { text: "", at: [0, 0] } }, "The note is empty"],
  ])("%j is refused", (edit, text) => {
    expect(refusal(CHAIN, edit)).toContain(text);
  });

  test("a graph has at most 500 frames and 500 notes", () => {
    const names = Array.from({ length: 501 }, (_, n) => `v${n}`);
    const many = (what: string) =>
      fileOf(`signalbox: 1\nname: g\nvertices: { ${names.join(": {}, ")}: {} }\n${what}`);
    const frames = names.slice(1).map((name) => `f${name}: { vertices: [${name}] }`);
    const full = many(`frames: { ${frames.join(", ")} }`);
    expect(refusal(full, { do: "set-frame", name: "one", frame: { vertices: ["v0"] } })).toContain(
      "500 frames",
    );
    expect(refusal(full, { do: "paste", part: CHAIN, at: { x: 0, y: 0 } })).toContain("500 frames");
    const notes = many(`notes: { ${frames.map((_, n) => `n${n}: { text: a, at: [0, 0] }`).join(", ")} }`);
    expect(refusal(notes, { do: "set-note", name: "one", note: { text: "a", at: [0, 0] } })).toContain(
      "500 notes",
    );
  });
});

test("notes move with what is moved, in one step", () => {
  const notes = new Map([["n", { x: 1.4, y: 2 }]]);
  const edited = done(CHAIN, { do: "move", places: new Map([["A", { x: 5, y: 5 }]]), notes });
  expect(edited.notes.n.at).toEqual([1, 2]);
  expect(
    done(CHAIN, { do: "move", places: new Map(), notes: new Map([["n", { x: 0, y: -100 }]]) }).file,
  ).toBe(CHAIN);
});

describe("copy and paste", () => {
  test("all vertices of a frame bring it, some do not; a frame brings its vertices", () => {
    expect(partOf(CHAIN, ["A", "B", "C"]).annotations?.frames.size).toBe(1);
    expect(partOf(CHAIN, ["A", "C"]).annotations?.frames.size).toBe(0);
    expect([...partOf(CHAIN, [], ["frame:f"]).content.vertices.keys()]).toEqual(["A", "B"]);
  });

  test("copies have names of their own, in the frame and of it, and notes keep their distance", () => {
    const part = fileOf(clipboardText(CHAIN, [], ["frame:f", "note:n"]));
    const edited = done(CHAIN, { do: "paste", part, at: { x: 1000, y: 1000 } });
    expect(edited.frames["f-2"]).toEqual({ title: "Both", vertices: ["A-2", "B-2"] });
    expect(edited.notes["n-2"]).toEqual({ text: "hi", at: [1000, 1000] });
    expect(edited.file.layout.get("A-2")).toEqual({ x: 1000, y: 1100 });
    expect(edited.selectAnnotations).toEqual(["frame:f-2", "note:n-2"]);
  });

  test("a note alone can be copied", () => {
    const part = fileOf(clipboardText(CHAIN, [], ["note:n"]));
    expect(done(CHAIN, { do: "paste", part, at: { x: 0, y: 0 } }).notes).toHaveProperty("n-2");
  });
});
