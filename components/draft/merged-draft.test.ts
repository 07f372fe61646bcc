import { describe, expect, test } from "vitest";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { type Draft, editDraft, redo, startDraft, undo } from "./draft.ts";
import { editDesign } from "./edits/design/edit-design.ts";
import type { Edit } from "./edits/edit.ts";
import { continuedDraft, mergedDraft } from "./merged-draft.ts";

const read = readGraphText(`signalbox: 1
name: g
vertices: { S: {}, A: { script: deploy.sh }, B: { script: migrate.sh }, T: {} }
edges: [S -> A, A -> B, B -> T]
layout: { S: [0, 0], A: [300, 0], B: [600, 0], T: [900, 0] }`);
if (!read.ok) throw new Error("The test's own graph cannot be read.");
const START = read.file;

function done(file: GraphFile, edit: Edit): GraphFile {
  const edited = editDesign(file, edit);
  if (!edited.ok) throw new Error(edited.text);
  return edited.file;
}

const draftAfter = (...edits: Edit[]): Draft =>
  edits.reduce((draft, edit) => editDraft(draft, edit).draft, startDraft(START));
const edgesOf = ({ file }: Draft) => (graphFileJson(file) as { edges: unknown }).edges;
const namesOf = ({ file }: Draft) => [...file.content.vertices.keys()];
const vertex = (name: string, spec: FileFields): Edit => ({ do: "set-vertex", name, spec });

const CHILD: VertexSpec = { kind: "graph", graph: { name: "child", revision: 1 } };
const GROUP: Edit = {
  do: "replace",
  file: {
    ...START,
    content: {
      ...START.content,
      vertices: new Map([
        ["S", {}],
        ["child", CHILD],
        ["T", {}],
      ]),
      edges: [
        { tail: "S", head: "child" },
        { tail: "child", head: "T" },
      ],
    },
  },
};
/** As the server saves it, which knows the digest of the child graph. */
function pinned(file: GraphFile): GraphFile {
  const graph = { name: "child", revision: 1, digest: `sha256:${"0".repeat(64)}` };
  const vertices = [...file.content.vertices].map(
    ([name, spec]) => [name, spec.graph === undefined ? spec : { ...spec, graph }] as const,
  );
  return { ...file, content: { ...file.content, vertices: new Map(vertices) } };
}

describe("undo of what put a child graph in the place of vertices", () => {
  const grouped = draftAfter(GROUP);

  test("gives the vertices only, though the server has added the digest of the child graph since", () => {
    const opened = continuedDraft(startDraft(pinned(grouped.file)), grouped);
    expect(edgesOf(undo(opened))).toEqual(edgesOf(startDraft(START)));
    const theirs = done(pinned(grouped.file), vertex("T", { script: "theirs" }));
    const merged = undo(mergedDraft(grouped, grouped.file, theirs, null).draft);
    expect(edgesOf(merged)).toEqual(edgesOf(startDraft(START)));
    expect(merged.file.content.vertices.get("T")).toEqual({ script: "theirs" });
  });

  test("is no step any more once somebody else wrote into it, and whoever looks is told", () => {
    const earlier = draftAfter(
      { do: "move", places: new Map([["S", { x: 9, y: 9 }]]) },
      GROUP,
      vertex("S", { script: "s" }),
    );
    const theirs = done(pinned(earlier.file), vertex("child", { ...CHILD, description: "theirs" }));
    const { draft, stopped } = mergedDraft(earlier, earlier.file, theirs, null);
    expect(stopped).toEqual(["child"]);
    // What was done after it can be undone.
    expect(undo(draft).file.content.vertices.get("S")).toEqual({});
    expect(namesOf(undo(undo(draft)))).toEqual(["S", "child", "T"]);
  });
});

test("undo of a vertex on an edge that runs a graph takes it out, though the server has added the digest since", () => {
  const hook = { by: "edge", edge: { tail: "S", head: "A" } } as const;
  const added = draftAfter({ do: "add", name: "run", spec: CHILD, at: { x: 0, y: 300 }, hook });
  const opened = continuedDraft(startDraft(pinned(added.file)), added);
  expect(edgesOf(undo(opened))).toEqual(edgesOf(startDraft(START)));
});

describe("a renaming that somebody else goes on with", () => {
  const renamed = draftAfter({ do: "rename", from: "A", to: "release" });
  const theirs = done(renamed.file, vertex("release", { script: "deploy.sh --prod" }));

  test("is neither undone nor redone halfway: the vertex is there once", () => {
    const { draft, stopped } = mergedDraft(renamed, renamed.file, theirs, null);
    expect(stopped).toEqual(["release"]);
    expect(namesOf(undo(draft))).toEqual(["S", "release", "B", "T"]);
    const back = undo(renamed);
    const changed = done(back.file, vertex("A", { script: "deploy.sh --prod" }));
    const again = mergedDraft(back, back.file, changed, null);
    expect(again.stopped).toEqual(["A"]);
    expect(namesOf(redo(again.draft))).toEqual(["S", "A", "B", "T"]);
  });

  test("by somebody else is in the steps of this page, too: undo takes back what was typed here", () => {
    const typed = draftAfter(vertex("A", { script: "one" }), vertex("A", { script: "two" }));
    const other = done(START, { do: "rename", from: "A", to: "release" });
    const { draft, names } = mergedDraft(typed, START, other, null);
    expect([...names.vertices]).toEqual([["A", "release"]]);
    const scripts = [draft, undo(draft), undo(undo(draft))].map(
      ({ file }) => file.content.vertices.get("release")?.script,
    );
    expect(scripts).toEqual(["two", "one", "deploy.sh"]);
    expect(namesOf(undo(draft))).toEqual(["S", "release", "B", "T"]);
  });
});

test("a vertex that both added under one name has its other name in all steps of its page", () => {
  const add = (script: string): Edit => ({
    do: "add",
    name: "D",
    spec: { script },
    at: { x: 0, y: 300 },
    hook: { by: "tail", tail: "T" },
  });
  const mine = undo(draftAfter(add("mine"), vertex("D", { script: "mine too" })));
  const { draft } = mergedDraft(mine, START, done(START, add("theirs")), null);
  const scripts = ({ file }: Draft) => ["D", "D-2"].map((name) => file.content.vertices.get(name)?.script);
  expect(scripts(draft)).toEqual(["theirs", "mine"]);
  expect(scripts(redo(draft))).toEqual(["theirs", "mine too"]);
  expect(scripts(undo(draft))).toEqual(["theirs", undefined]);
});
