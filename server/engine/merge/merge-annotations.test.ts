import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameProblems, NO_ANNOTATIONS } from "../graph-file/annotations.ts";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import type { GraphFile } from "../model/graph-content.ts";
import { arbitraryChanges } from "./arbitrary-changes-for-test.ts";
import type { Side } from "./conflict.ts";
import { mergeFiles } from "./merge-files.ts";

function graph(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: g\nvertices: { A: {}, B: {}, C: {} }\n${text}`);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  return read.file;
}

const framesOf = (file: GraphFile) => Object.fromEntries(file.annotations?.frames ?? []);
const notesOf = (file: GraphFile) => Object.fromEntries(file.annotations?.notes ?? []);
const merged = (base: string, mine: string, theirs: string) =>
  mergeFiles(graph(base), graph(mine), graph(theirs));

test("whatever two people draw: no text is lost, each vertex is in one frame, and the result fits to the graph", () => {
  fc.assert(
    fc.property(arbitraryChanges, ({ base, mine, theirs }) => {
      const { file, conflicts } = mergeFiles(base, mine, theirs);
      const now = file.annotations ?? NO_ANNOTATIONS;
      expect(frameProblems(now, file.content.vertices)).toEqual([]);
      const texts = [...now.notes.values()].map(({ text }) => text);
      for (const side of [mine, theirs])
        for (const [name, { text }] of side.annotations?.notes ?? []) {
          const isOld = base.annotations?.notes.get(name)?.text === text;
          const isAsked = conflicts.some(({ subject }) => subject.is === "note" && subject.name === name);
          const isThere = texts.some((each) => text.split("\n").some((line) => each.includes(line)));
          expect([name, isOld || isAsked || isThere]).toEqual([name, true]);
        }
    }),
    { numRuns: 300 },
  );
});

const DRAWN = `frames: { f: { title: f, vertices: [A, B] }, g: { title: g, collapsed: true, vertices: [C] } }
notes: { n: { text: n, at: [0, 200] }, m: { text: m, at: [300, 200] } }
layout: { A: [0, 0], B: [200, 0], C: [600, 0] }
`;
/** A frame is moved with its vertices: the file has places of vertices and of notes. */
const MOVED_WITH: Readonly<Record<string, readonly string[]>> = { f: ["A", "B"], g: ["C"], n: [], m: [] };

/** The file after things were moved to the right by so much. */
function afterMoves(file: GraphFile, moves: ReadonlyMap<string, number>): GraphFile {
  const notes = new Map(file.annotations?.notes);
  const layout = new Map(file.layout);
  for (const [name, by] of moves) {
    const note = notes.get(name);
    if (note !== undefined) notes.set(name, { ...note, at: { x: note.at.x + by, y: note.at.y } });
    for (const each of MOVED_WITH[name] ?? []) {
      const place = layout.get(each);
      if (place !== undefined) layout.set(each, { x: place.x + by, y: place.y });
    }
  }
  return { ...file, layout, annotations: { frames: new Map(file.annotations?.frames), notes } };
}

test("frames, notes and vertices that two people move at once are where they were put, and nobody is asked", () => {
  const moves = fc.uniqueArray(
    fc.tuple(fc.constantFrom("f", "g", "n", "m"), fc.integer({ min: 1, max: 500 })),
    {
      selector: ([name]) => name,
    },
  );
  fc.assert(
    fc.property(moves, moves, (own, other) => {
      const base = graph(DRAWN);
      const [mine, theirs] = [afterMoves(base, new Map(own)), afterMoves(base, new Map(other))];
      const { file, conflicts } = mergeFiles(base, mine, theirs);
      expect(conflicts).toEqual([]);
      // What both moved is where mine is: whole, and not half of it.
      expect(file).toEqual(afterMoves(base, new Map([...other, ...own])));
    }),
  );
});

test("a frame that one moves keeps what the other does to it, and what is put into it", () => {
  const base = graph(DRAWN);
  const moved = afterMoves(base, new Map([["f", 70]]));
  const changed = graph(
    DRAWN.replace("title: f, vertices: [A, B]", "title: new, colour: red, vertices: [A, B, C]").replace(
      "g: { title: g, collapsed: true, vertices: [C] }",
      "",
    ),
  );
  for (const [mine, theirs] of [
    [moved, changed],
    [changed, moved],
  ] as const) {
    const { file, conflicts } = mergeFiles(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(file.layout.get("A")).toEqual({ x: 70, y: 0 });
    expect(framesOf(file)["f"]).toEqual({ title: "new", colour: "red", vertices: ["A", "B", "C"] });
  }
});

describe("merging frames and notes", () => {
  test("what only one side changed is taken from it, field by field", () => {
    const { file, conflicts } = merged(
      "frames: { f: { title: x, vertices: [A] } }\nnotes: { n: { text: a, at: [0, 0] } }",
      "frames: { f: { title: y, vertices: [A, B] } }\nnotes: { n: { text: b, at: [0, 0] } }",
      "frames: { f: { title: x, colour: red, vertices: [A, C] } }\nnotes: { n: { text: a, at: [9, 9] } }",
    );
    expect(conflicts).toEqual([]);
    expect(framesOf(file)).toEqual({ f: { title: "y", colour: "red", vertices: ["A", "B", "C"] } });
    expect(notesOf(file)).toEqual({ n: { text: "b", at: { x: 9, y: 9 } } });
  });

  test("different lines of a note are merged; the same line is a conflict, and so is a title", () => {
    const text = (lines: string) => `notes: { n: { text: "${lines}", at: [0, 0] } }`;
    const both = merged(text("a\\nb\\nc\\n"), text("A\\nb\\nc\\n"), text("a\\nb\\nC\\n"));
    expect(both.conflicts).toEqual([]);
    expect(notesOf(both.file)["n"]?.text).toBe("A\nb\nC\n");
    expect(merged(text("a"), text("b"), text("c")).conflicts).toMatchObject([
      { subject: { is: "note", name: "n" }, path: ["text"], base: "a", mine: "b", theirs: "c" },
    ]);
    const title = (each: string) => `frames: { f: { title: ${each}, vertices: [A] } }`;
    expect(merged(title("a"), title("b"), title("c")).conflicts).toMatchObject([
      { subject: { is: "frame", name: "f" }, path: ["title"] },
    ]);
  });

  test("what both added under one name is kept twice, and theirs keeps its name", () => {
    const { file, conflicts } = merged(
      "",
      "notes: { note: { text: mine, at: [0, 0] } }",
      "notes: { note: { text: theirs, at: [0, 0] } }",
    );
    expect(conflicts).toEqual([]);
    expect(notesOf(file)).toMatchObject({ note: { text: "theirs" }, "note-2": { text: "mine" } });
  });

  test("a note that one removed is asked for where the other wrote in it, not where it was only moved", () => {
    const base = "notes: { n: { text: a, at: [0, 0] } }";
    const moved = merged(base, "", "notes: { n: { text: a, at: [9, 9] } }");
    expect([moved.conflicts, notesOf(moved.file)]).toEqual([[], {}]);
    const written = merged(base, "", "notes: { n: { text: b, at: [0, 0] } }");
    expect(written.conflicts).toMatchObject([{ subject: { is: "note", name: "n" }, path: [] }]);
  });

  test("a frame that one removed and the other gave a title is asked for, and stays with its vertices where it is chosen", () => {
    const base = "frames: { f: { title: x, vertices: [A] } }";
    const titled = "frames: { f: { title: y, vertices: [A, B] } }";
    for (const [mine, theirs, side] of [
      [titled, "", "mine"],
      ["", titled, "theirs"],
    ] as const) {
      const { conflicts } = merged(base, mine, theirs);
      expect(conflicts).toMatchObject([{ subject: { is: "frame", name: "f" }, path: [] }]);
      const choices = (choice: "mine" | "theirs") =>
        new Map(conflicts.map(({ id }) => [id, choice] as const));
      const files = [graph(base), graph(mine), graph(theirs)] as const;
      const kept = mergeFiles(...files, choices(side)).file;
      expect(framesOf(kept)).toEqual({ f: { title: "y", vertices: ["A", "B"] } });
      const gone = mergeFiles(...files, choices(side === "mine" ? "theirs" : "mine")).file;
      expect(framesOf(gone)).toEqual({});
    }
  });

  test("two frames that both drew around the same vertices: a person chooses which of them it is", () => {
    const frame = (title: string) => `frames: { frame: { title: ${title}, vertices: [A, B] } }`;
    const files = [graph(""), graph(frame("Build")), graph(frame("Ship"))] as const;
    const { file, conflicts } = mergeFiles(...files);
    expect(framesOf(file)).toEqual({ "frame-2": { title: "Build", vertices: ["A", "B"] } });
    expect(conflicts).toMatchObject([
      { subject: { is: "frame", name: "frame-2" }, path: [], theirs: undefined },
      { subject: { is: "frame", name: "frame" }, path: [], mine: undefined },
    ]);
    const chosen = (first: Side, second: Side) => {
      const choices = new Map([first, second].map((side, at) => [conflicts[at]?.id ?? "", side]));
      return framesOf(mergeFiles(...files, choices).file);
    };
    expect(chosen("theirs", "theirs")).toEqual({ frame: { title: "Ship", vertices: ["A", "B"] } });
    expect(chosen("mine", "mine")).toEqual(framesOf(file));
    expect(chosen("theirs", "mine")).toEqual({});
    expect(mergeFiles(files[0], files[1], files[1]).conflicts).toEqual([]);
  });

  test("a vertex that one moved to another frame goes there; one that both moved goes where mine is", () => {
    const base = "frames: { f: { vertices: [A, B] }, g: { vertices: [C] } }";
    const { file } = merged(
      base,
      "frames: { f: { vertices: [B] }, g: { vertices: [C, A] } }",
      "frames: { f: { title: x, vertices: [A] }, g: { vertices: [C] } }",
    );
    // B was taken out of f by them, and A by me: f has none.
    expect(framesOf(file)).toEqual({ g: { vertices: ["C", "A"] } });
  });

  test("lines of both that are too long together are a conflict", () => {
    const [long, other] = ["a".repeat(2_500), "b".repeat(2_600)];
    const text = (lines: string) => `notes: { n: { text: "${lines}", at: [0, 0] } }`;
    const { file, conflicts } = merged(
      text("one\\n\\ntwo\\n"),
      text(`one${long}\\n\\ntwo\\n`),
      text(`one\\n\\ntwo${other}\\n`),
    );
    expect(conflicts).toHaveLength(1);
    expect(notesOf(file)["n"]?.text).toBe(`one${long}\n\ntwo\n`);
  });
});
