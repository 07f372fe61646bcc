import { expect, test } from "vitest";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import type { FrameSpec, GraphFile, NoteSpec, VertexSpec } from "#engine/model/graph-content.ts";
import { MAX_COORDINATE } from "#engine/shape/fields/place-field.ts";
import { editDesign } from "./edit-design.ts";

const counted = <Value>(word: string, count: number, value: Value) =>
  new Map(Array.from({ length: count }, (_, number) => [`${word}${number}`, value] as const));

type Size = { readonly vertices?: number; readonly frames?: number; readonly notes?: number };

/** A graph of this size. */
function graphOf(name: string, { vertices = 1, frames = 0, notes = 0 }: Size): GraphFile {
  const specs = counted<VertexSpec>("v", Math.max(vertices, frames), {});
  const note: NoteSpec = { text: "a", at: { x: 0, y: 0 } };
  const boxes = [...specs.keys()]
    .slice(0, frames)
    .map((each): [string, FrameSpec] => [each, { vertices: [each] }]);
  return {
    content: { signalbox: 1, name, vertices: specs, edges: [] },
    layout: new Map(),
    annotations: { frames: new Map(boxes), notes: counted("n", notes, note) },
  };
}

/** The graph with a vertex `part` that runs the child. */
function withPart(file: GraphFile, at = { x: 0, y: 0 }): GraphFile {
  const { vertices } = file.content;
  const part: VertexSpec = { kind: "graph", graph: { name: "part", revision: 1 } };
  return {
    ...file,
    content: { ...file.content, vertices: new Map([...vertices, ["part", part]]) },
    layout: new Map([...file.layout, ["part", at]]),
  };
}

test.each<[string, Size, Size]>([
  ["10,000 vertices. Split this one.", { vertices: 9_990 }, { vertices: 20 }],
  ["500 frames.", { frames: 400 }, { frames: 103 }],
  ["500 notes.", { notes: 400 }, { notes: 103 }],
])("ungroup makes no graph of more than %s", (text, own, child) => {
  const edited = editDesign(withPart(graphOf("g", own)), {
    do: "ungroup",
    vertex: "part",
    child: graphOf("part", child),
  });
  expect(edited).toMatchObject({ ok: false, text: `A graph has at most ${text}` });
});

test("what is ungrouped at the end of the canvas stays within it", () => {
  const child = {
    ...graphOf("part", { vertices: 2 }),
    layout: new Map([
      ["v0", { x: 0, y: 0 }],
      ["v1", { x: 380, y: 0 }],
    ]),
  };
  const parent = withPart(graphOf("g", {}), { x: MAX_COORDINATE, y: 0 });
  const edited = editDesign(parent, { do: "ungroup", vertex: "part", child });
  if (!edited.ok) throw new Error(edited.text);
  expect(parseGraphFile(graphFileJson(edited.file)).ok).toBe(true);
});

test("what a merge brought beyond a limit can be taken away again, and nothing be added to it", () => {
  const beyond = graphOf("g", { notes: 503 });
  expect(editDesign(beyond, { do: "remove", vertices: [], edges: [], annotations: ["note:n0"] }).ok).toBe(
    true,
  );
  expect(editDesign(beyond, { do: "rename", from: "v0", to: "w" }).ok).toBe(true);
  const note = { text: "one more", at: [0, 0] as const };
  expect(editDesign(beyond, { do: "set-note", name: "more", note }).ok).toBe(false);
});
