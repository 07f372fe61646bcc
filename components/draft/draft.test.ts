import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import { type Draft, editDraft, redo, startDraft, undo } from "./draft.ts";
import { partOf } from "./edits/clipboard-text.ts";
import type { Edit } from "./edits/edit.ts";

const EMPTY: GraphFile = {
  content: { signalbox: 1, name: "g", vertices: new Map(), edges: [] },
  layout: new Map(),
};

const name = fc.constantFrom("A", "B", "C", "D", "E", "é", "a", "", "a/b", "x".repeat(65));
const value = fc.constantFrom("x", "y", "A", "PATH", "");
const place = fc.record({ x: fc.double({ noNaN: true }), y: fc.integer() });
const edge = fc.record({ tail: name, head: name });
const hook = fc.oneof(
  fc.constant({ by: "nothing" } as const),
  name.map((tail) => ({ by: "tail", tail }) as const),
  name.map((head) => ({ by: "head", head }) as const),
  edge.map((each) => ({ by: "edge", edge: each }) as const),
);
const part = arbitraryGraphFile.map((value) => {
  const read = parseGraphFile(value);
  return read.ok ? read.file : EMPTY;
});
const spec: fc.Arbitrary<FileFields> = fc.constantFrom<FileFields[]>(
  {},
  { script: "echo" },
  { script: "a\r\n", join: "any" },
  { script: "{x} $x", inputs: { x: { type: "string", from: "outputs.A.x + params.y" } } },
  { outputs: { x: { type: "string" } }, foreach: { items: "outputs['B'].x[outputs.é]" } },
  { timeout: "x" },
  { nonsense: 1 },
);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ do: fc.constant("add" as const), name, spec, at: place, hook }),
  fc.record({ do: fc.constant("add" as const), name, spec, at: place, hook }),
  fc.record({ do: fc.constant("connect" as const), edge }),
  fc.record({ do: fc.constant("connect" as const), edge }),
  fc.record({ do: fc.constant("rename" as const), from: name, to: name }),
  fc.record({ do: fc.constant("rename-param" as const), from: value, to: value }),
  fc.record({
    do: fc.constantFrom("rename-input" as const, "rename-output" as const),
    vertex: name,
    from: value,
    to: value,
  }),
  fc.record({ do: fc.constant("reconnect" as const), edge, to: edge }),
  fc.record({
    do: fc.constant("move" as const),
    places: fc.tuple(name, place).map((entry) => new Map([entry])),
  }),
  fc.record({
    do: fc.constant("remove" as const),
    vertices: fc.array(name, { maxLength: 2 }),
    edges: fc.array(edge, { maxLength: 2 }),
  }),
  fc.record({ do: fc.constant("set-vertex" as const), name, spec }),
  fc.record({
    do: fc.constant("set-edge" as const),
    edge,
    when: fc.constantFrom("succeeded", "failed", "always", "", "x".repeat(10_001), "exit == 1\0", "'\ud800'"),
  }),
  fc.record({
    do: fc.constant("set-graph" as const),
    header: fc.constantFrom<FileFields[]>(
      {},
      { description: "d" },
      { onFailure: "maybe" },
      {
        params: { y: { type: "string" } },
        outputs: { x: { type: "string", from: "outputs.A.x + params.y" } },
      },
    ),
  }),
  fc.record({ do: fc.constant("paste" as const), part, at: place }),
);

const edits = fc.array(edit, { maxLength: 25 });
const run = (steps: readonly Edit[]): Draft =>
  steps.reduce((draft, each) => editDraft(draft, each).draft, startDraft(EMPTY));

/** What the server refuses to store at all. */
const UNSTORABLE = ["edge-self", "edge-duplicate", "edge-unknown-vertex"];

describe("whatever is done to a draft", () => {
  test("it stays a graph file that can be saved and reads back the same", () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const { file } = run(steps);
        const json = graphFileJson(file);
        const read = parseGraphFile(json);
        expect(read.ok && graphFileJson(read.file)).toEqual(json);
        const codes = findingsOf(file.content).map(({ code }) => code);
        expect(codes.filter((code) => UNSTORABLE.includes(code))).toEqual([]);
        expect([...file.layout.keys()].every((each) => file.content.vertices.has(each))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("no edge that was drawn closes a cycle", () => {
    const withoutPaste = fc.array(
      edit.filter((each) => each.do !== "paste"),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(withoutPaste, (steps) => {
        expect(findingsOf(run(steps).file.content).filter(({ code }) => code === "cycle")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("redo takes back what undo did, and undo what the edit did", () => {
    fc.assert(
      fc.property(edits, edit, (steps, last) => {
        const before = run(steps);
        const { draft: after, edited } = editDraft(before, last);
        if (!edited.ok || after === before) return;
        expect(undo(after).file).toBe(before.file);
        expect(redo(undo(after)).file).toBe(after.file);
        expect(undo(redo(undo(after))).file).toBe(before.file);
      }),
      { numRuns: 300 },
    );
  });

  test("undoing everything gives the beginning, and doing it again gives the end", () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const end = run(steps);
        let draft = end;
        while (draft.past.length > 0) draft = undo(draft);
        expect(draft.file).toBe(EMPTY);
        while (draft.future.length > 0) draft = redo(draft);
        expect(draft.file).toBe(end.file);
      }),
      { numRuns: 100 },
    );
  });
});

describe("typing", () => {
  const start = run([{ do: "add", name: "A", spec: {}, at: { x: 0, y: 0 }, hook: { by: "nothing" } }]);
  const typed = (draft: Draft, script: string, at: number, field = "script of A") =>
    editDraft(draft, { do: "set-vertex", name: "A", spec: { script } }, { field, at }).draft;

  test("in one field is one step", () => {
    const draft = typed(typed(typed(start, "e", 0), "ec", 300), "echo", 900);
    expect(undo(draft).file).toBe(start.file);
  });

  test("after a pause is a step of its own", () => {
    const first = typed(start, "echo", 0);
    expect(undo(typed(first, "echo A", 2_000)).file).toBe(first.file);
  });

  test("in another field is a step of its own", () => {
    const first = typed(start, "echo", 0);
    expect(undo(typed(first, "echo A", 10, "description of A")).file).toBe(first.file);
  });

  test("goes on as a new step after an undo", () => {
    const first = typed(start, "echo", 0);
    const again = typed(undo(first), "ls", 10);
    expect(undo(again).file).toBe(start.file);
    expect(again.future).toEqual([]);
  });
});

test("a refused edit leaves the draft and its history alone", () => {
  const start = run([{ do: "add", name: "A", spec: {}, at: { x: 0, y: 0 }, hook: { by: "nothing" } }]);
  const { draft, edited } = editDraft(start, { do: "connect", edge: { tail: "A", head: "A" } });
  expect(edited).toEqual({ ok: false, text: "A cannot wait for itself." });
  expect(draft).toBe(start);
});

test("the history has an end", () => {
  const start = run([{ do: "add", name: "A", spec: {}, at: { x: 0, y: 0 }, hook: { by: "nothing" } }]);
  let draft = start;
  for (let x = 1; x <= 500; x += 1)
    draft = editDraft(draft, { do: "move", places: new Map([["A", { x, y: 0 }]]) }).draft;
  expect(draft.past).toHaveLength(200);
  expect(undo(draft).file.layout.get("A")?.x).toBe(499);
});

test("a part holds the chosen vertices and the edges among them", () => {
  const file = run([
    { do: "add", name: "A", spec: {}, at: { x: 0, y: 0 }, hook: { by: "nothing" } },
    { do: "add", name: "B", spec: {}, at: { x: 0, y: 0 }, hook: { by: "tail", tail: "A" } },
    { do: "add", name: "C", spec: {}, at: { x: 0, y: 0 }, hook: { by: "tail", tail: "B" } },
  ]).file;
  expect(graphFileJson(partOf(file, ["A", "B"]))).toMatchObject({
    vertices: new Map([
      ["A", {}],
      ["B", {}],
    ]),
    edges: ["A -> B"],
  });
});
